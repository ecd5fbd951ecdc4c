"""Registering a party, before it can apply for anything."""

import re
from collections.abc import Mapping

from rugsat.kernel.errors import RugsatError
from rugsat.kernel.period import Period
from rugsat.kernel.record import to_plain
from rugsat.store.parties.models import Party
from rugsat.usecases.call import Done
from rugsat.usecases.keep_party import keep_party
from rugsat.usecases.party_form import read_party
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work

_IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9_-]{1,62}")


class PartyTakenError(RugsatError):
    """An identifier that another party has, or that none can have."""


@use_case
def register_party(work: Work, *, party: str, says: Mapping[str, object]) -> Done:
    """Register a party under an identifier that it keeps for ever."""
    if not _IDENTIFIER.fullmatch(party):
        message = f"'{party}' is no identifier: write 2 to 63 small letters, digits, - or _, as in karakum-hash"
        raise PartyTakenError(message)
    work.only_for(party)
    form = read_party(says)
    _, made = Party.objects.get_or_create(party=party, defaults={"opened_at": work.at, "version": 1})
    if not made:
        message = f"there is a party '{party}' already: change it, or take another identifier"
        raise PartyTakenError(message)
    keep_party(party, form, Period(work.on), at=work.at, act=f"{party}/1")
    work.tell("party_registered", party, to_plain(form))
    return Done(party, 1)
