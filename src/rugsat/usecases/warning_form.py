"""What a warning says of a firm: its names and websites, what it lacks, and what the warning rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef

from rugsat.kernel.errors import RugsatError
from rugsat.kernel.identifiers.country import is_country
from rugsat.kernel.identifiers.lei import is_lei
from rugsat.kernel.identifiers.website import bare_address, is_website
from rugsat.kernel.names.fold import words_of
from rugsat.kernel.record import read_record
from rugsat.law.pack import RulePack
from rugsat.store.bitemporal import as_of
from rugsat.store.licensing.models import AuthorisationFacts
from rugsat.store.parties.models import FirmWarning, NameKey, WarningKey

BASES = ("law", "policy")
_LONGEST_NAME, _LONGEST_REST, _MOST = 400, 400, 200
_NAMESAKES = 20


class WarningRefusedError(RugsatError):
    """A warning that cannot be given as it was written, or that is not there."""


@dataclass(frozen=True, slots=True)
class WarningForm:
    """A warning as it is written down."""

    name: str
    instrument: str
    """What the firm would need, as in exchange_licence."""
    ground: str
    basis: str
    """law or policy."""
    rests_on: str
    """The article, or the act of policy."""
    names: tuple[str, ...] = ()
    websites: tuple[str, ...] = ()
    country: str = ""
    lei: str = ""


def read_warning(content: Mapping[str, object], law: RulePack) -> WarningForm:
    """Read and judge what was written; the error names the field."""
    form = read_record(WarningForm, content, place="warning")
    instruments = law.rulebook.instruments
    _refuse_unless(form.instrument in instruments, "instrument", f"the law has {', '.join(sorted(instruments))}")
    for name in (form.name, *form.names):
        written = bool(words_of(name)) and len(name) <= _LONGEST_NAME and name.isprintable()
        why = f"a name has a letter or a digit, nothing that cannot be seen, and {_LONGEST_NAME} letters at most"
        _refuse_unless(written, "name", why)
    for field in ("ground", "rests_on"):
        said = getattr(form, field)
        _refuse_unless(bool(said.strip()), field, "say it, everybody will read it")
        _refuse_unless(said.replace("\n", " ").isprintable(), field, "it holds what cannot be seen: write it anew")
    _refuse_unless(len(form.rests_on) <= _LONGEST_REST, "rests_on", f"name it in {_LONGEST_REST} letters")
    _refuse_unless(form.basis in BASES, "basis", f"'{form.basis}' is not one of {', '.join(BASES)}")
    for address in form.websites:
        _refuse_unless(is_website(address), "websites", f"'{address}' is no address; write it as in example.org")
    _refuse_unless(len(form.names) + len(form.websites) <= _MOST, "names", f"{_MOST} names and websites are the most")
    known = not form.country or is_country(form.country)
    _refuse_unless(known, "country", f"'{form.country}' is no country; write it as in TM")
    _refuse_unless(not form.lei or is_lei(form.lei), "lei", f"'{form.lei}' is no LEI: its check digits are wrong")
    return form


def standing_warning(warning: str) -> FirmWarning:
    """The warning as it is given from some day on without an end, locked until the act is through."""
    rows = FirmWarning.objects.select_for_update().filter(superseded_at__isnull=True, until__isnull=True)
    found = rows.filter(warning=warning).first()
    if found is None:
        message = f"no warning '{warning}' is given: list them with rugsat warnings list"
        raise WarningRefusedError(message)
    return found


def keys_of(warning: str, *, names: tuple[str, ...], websites: tuple[str, ...], lei: str) -> list[WarningKey]:
    """The words that a warning is found by: those of its names, its websites and its LEI."""
    texts = (*names, *map(bare_address, websites), lei)
    return [WarningKey(warning=warning, word=word) for word in sorted({w[:100] for t in texts for w in words_of(t)})]


def next_act(warning: str, at: datetime) -> str:
    """The name of an act upon a warning, as rows have it."""
    return f"{warning}/{at:%Y%m%dT%H%M%S}"


def told_of(form: Any) -> dict[str, Any]:
    """The columns of a warning that a form of the office or of another register fills."""
    shared = ("name", "lei", "country", "ground")
    return {name: getattr(form, name) for name in shared} | {
        "names": list(form.names),
        "websites": list(form.websites),
    }


def namesakes(form: WarningForm, *, on: date) -> list[str]:
    """Parties that hold an authorisation in force and have every word of the name of the firm in theirs."""
    first, *rest = words_of(form.name)
    keys = NameKey.objects.filter(word=first)
    for word in rest:
        keys = keys.filter(Exists(NameKey.objects.filter(word=word, party_id=OuterRef("party_id"))))
    live = as_of(AuthorisationFacts, on=on).filter(status="in_force", party_id=OuterRef("party_id"))
    found = keys.filter(Exists(live)).order_by("party_id")
    return list(found.values_list("party_id", flat=True)[:_NAMESAKES])


def _refuse_unless(holds: bool, field: str, why: str) -> None:
    if not holds:
        message = f"warning.{field}: {why}"
        raise WarningRefusedError(message)
