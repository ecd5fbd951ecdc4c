"""Answering a request for information."""

from collections.abc import Sequence

from rugsat.domain.requests.thread import RequestVerb
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import required
from rugsat.usecases.request_act import Words, request_for, say
from rugsat.usecases.take_documents import Paper
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def answer_request(
    work: Work, *, request: str, note: str, documents: Sequence[Paper] = (), in_part: bool = False
) -> Done:
    """Answer a request for information, with documents; in part while more is to come, and later once more to add."""
    verb = RequestVerb.ANSWER_IN_PART if in_part else RequestVerb.ANSWER
    words = Words(note=required(note, "write the answer"), documents=documents)
    return say(work, request_for(work, request), verb, words)
