"""Handing a request for information over to another officer."""

from rugsat.domain.requests.thread import RequestVerb
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import required
from rugsat.usecases.officer_in_charge import officer_in_charge
from rugsat.usecases.request_act import Words, request_for, say
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def hand_over_request(work: Work, *, request: str, officer: str, note: str) -> Done:
    """Put another officer in charge of a request, and say why; the firm notices nothing of it."""
    opened = request_for(work, request)
    taker = officer_in_charge(work, officer, "ask_for_information", opened.request.party_id)
    said = f"{taker.login}: {required(note, 'say why it is handed over')}"
    opened.request.officer = taker
    opened.request.save(update_fields=("officer",))
    return say(work, opened, RequestVerb.HAND_OVER, Words(note=said))
