"""Changing what the register says of a party."""

from collections.abc import Mapping
from datetime import date

from rugsat.kernel.period import Period
from rugsat.kernel.record import to_plain
from rugsat.store.parties.models import Party
from rugsat.usecases.call import Done, StaleError
from rugsat.usecases.keep_party import keep_party
from rugsat.usecases.open_application import NoSuchPartyError
from rugsat.usecases.party_form import read_party
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def change_party(work: Work, *, party: str, says: Mapping[str, object], since: date | None = None) -> Done:
    """Let the register say something else of a party from a day on; what it said of earlier days stays."""
    held = Party.objects.select_for_update().filter(party=party).first()
    if held is None:
        message = f"there is no party '{party}': register it first"
        raise NoSuchPartyError(message)
    work.only_for(party)
    if work.call.seen not in {None, held.version}:
        message = f"the party {party} has changed since you saw it (version {held.version} now): look at it again"
        raise StaleError(message)
    form = read_party(says)
    held.version += 1
    held.save(update_fields=("version",))
    begins = since or work.on
    keep_party(party, form, Period(begins), at=work.at, act=f"{party}/{held.version}")
    work.tell("party_changed", party, {"since": str(begins), **to_plain(form)})
    return Done(party, held.version, {"since": str(begins)})
