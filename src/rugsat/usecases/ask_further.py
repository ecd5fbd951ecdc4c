"""Asking further in a request for information."""

from collections.abc import Sequence

from rugsat.domain.requests.thread import RequestVerb
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import required
from rugsat.usecases.request_act import Words, request_for, say
from rugsat.usecases.take_documents import Paper
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def ask_further(
    work: Work, *, request: str, note: str, documents: Sequence[Paper] = (), means: str = "electronic"
) -> Done:
    """Ask a firm further upon its answer; the further question has a deadline of its own."""
    words = Words(note=required(note, "write the question"), means=means, documents=documents)
    return say(work, request_for(work, request), RequestVerb.ASK_FURTHER, words)
