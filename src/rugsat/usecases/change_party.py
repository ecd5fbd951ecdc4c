"""Changing what the register says of a party."""

from collections.abc import Mapping
from datetime import date

from rugsat.kernel.period import Period
from rugsat.kernel.record import to_plain
from rugsat.store.bitemporal import as_of
from rugsat.store.parties.models import Party, PartyFacts
from rugsat.usecases.call import Done, NotPermittedError, StaleError
from rugsat.usecases.keep_party import keep_party
from rugsat.usecases.open_application import NoSuchPartyError
from rugsat.usecases.party_form import PartyForm, read_party
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def change_party(work: Work, *, party: str, says: Mapping[str, object], since: date | None = None) -> Done:
    """Let the register say something else of a party from a day on; what it said of earlier days stays.

    A party says of itself what it is called and who stands behind it, from today on. What kind of party it is, by which
    it may file and attest, and what was so before, officers say.
    """
    held = Party.objects.select_for_update().filter(party=party).first()
    if held is None:
        message = f"there is no party '{party}': register it first"
        raise NoSuchPartyError(message)
    work.only_for(party)
    if work.call.seen not in {None, held.version}:
        message = f"the party {party} has changed since you saw it (version {held.version} now): look at it again"
        raise StaleError(message)
    form, begins = read_party(says), since or work.on
    if work.party is not None:
        _refuse_what_officers_say(party, form, begins, today=work.on)
    held.version += 1
    held.save(update_fields=("version",))
    keep_party(party, form, Period(begins), at=work.at, act=f"{party}/{held.version}")
    work.tell("party_changed", party, {"since": str(begins), **to_plain(form)})
    return Done(party, held.version, {"since": str(begins)})


def _refuse_what_officers_say(party: str, form: PartyForm, begins: date, *, today: date) -> None:
    kinds = set(as_of(PartyFacts).filter(party_id=party).values_list("kind", flat=True))
    wrong = f"it was {' and '.join(sorted(kinds))} and would be {form.kind}" if kinds - {form.kind} else ""
    if begins < today:
        wrong = f"from {begins}, which is past"
    if wrong:
        message = f"{party} cannot change this of itself ({wrong}): ask a licensing officer to record it"
        raise NotPermittedError(message)
