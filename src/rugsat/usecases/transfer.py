"""Applying for the transfer of an authorisation to another party."""

from rugsat.law.procedure import Verb
from rugsat.store.licensing.models import Case
from rugsat.store.parties.models import Party
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import Saying
from rugsat.usecases.decide import decide
from rugsat.usecases.open_application import NoSuchPartyError
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def transfer(work: Work, *, case: str, to: str, note: str = "") -> Done:
    """Apply for a new holder; the requirements are asked of the new one, and until it is granted the old one holds."""
    if not Party.objects.filter(party=to).exists():
        message = f"there is no party '{to}': register it first"
        raise NoSuchPartyError(message)
    if Case.objects.filter(case=case, party_id=to).exists():
        message = f"{to} holds {case} already: name the party that is to hold it"
        raise NoSuchPartyError(message)
    return decide(work, case, Verb.TRANSFER, Saying(note=note, content={"to": to}))
