"""The register of entities that offer crypto-asset services without authorisation, as ESMA publishes it as CSV."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rugsat.kernel.identifiers.country import is_country
from rugsat.kernel.identifiers.lei import is_lei
from rugsat.kernel.identifiers.website import bare_address, is_website
from rugsat.operations.legacy.esma_csv import LOST, day_in, rows_in
from rugsat.operations.legacy.fault import LegacyFault

COLUMNS = (
    "ae_competentAuthority",
    "ae_homeMemberState",
    "ae_lei_name",
    "ae_lei",
    "ae_lei_cou_code",
    "ae_commercial_name",
    "ae_website",
    "ae_infrigment",
    "ae_reason",
    "ae_decision_date",
    "ae_comments",
    "ae_lastupdate",
)
"""The columns as ESMA writes them, with its spelling of infringement."""
_NOTHING = {"", "None"}
"""What stands there where nothing was said."""


@dataclass(frozen=True, slots=True)
class LegacyWarning:
    """A warning as the register of others has it."""

    row: int
    warning: str
    """Its identifier here, made from the row itself because the register numbers none: the same row, the same name."""
    name: str
    names: tuple[str, ...]
    websites: tuple[str, ...]
    lei: str
    country: str
    ground: str
    since: date
    authority: str


def read_ncasps(content: bytes, *, file: str) -> tuple[tuple[LegacyWarning, ...], tuple[LegacyFault, ...]]:
    """Read the register: the warnings that are whole, and every fault of the file in order of rows.

    Raises NotARegisterError where the file is no such register at all.
    """
    warnings, faults, seen = list[LegacyWarning](), list[LegacyFault](), dict[str, int]()
    for number, row in enumerate(rows_in(content, COLUMNS, file=file, what="the register of warnings"), 1):
        found = list(_faults(row, number, file))
        if not any(each.refused for each in found):
            warning = _warning(row, number)
            if warning.warning in seen:
                what = f"the same warning stands in row {seen[warning.warning]} already"
                found.append(LegacyFault(file, number, "ae_lei_name", row["ae_lei_name"], what, refused=True))
            else:
                seen[warning.warning] = number
                warnings.append(warning)
        faults += found
    return tuple(warnings), tuple(faults)


def _faults(row: Mapping[str, str], number: int, file: str) -> Iterator[LegacyFault]:
    """What a row cannot be taken with, and then what somebody should look at."""
    for field, what in _missing(row):
        yield LegacyFault(file, number, field, row[field], what, refused=True)
    for field, value, what in _odd(row):
        yield LegacyFault(file, number, field, value, what, refused=False)


def _missing(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if not _names(row):
        yield "ae_lei_name", "a warning names a firm, here or in ae_commercial_name"
    if not _seen(row["ae_competentAuthority"]):
        yield "ae_competentAuthority", "somebody has warned"
    if day_in(row["ae_decision_date"]) is None:
        yield "ae_decision_date", "no day: it is written 31/01/2026"


def _odd(row: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    whole: dict[str, tuple[Callable[[str], bool], str]] = {
        "ae_lei": (lambda text: not text or is_lei(text), "no legal entity identifier; it was left out"),
        "ae_lei_cou_code": (lambda text: not text or is_country(text), "no country code; it was left out"),
        "ae_infrigment": (lambda text: text in {"Yes", "No"}, "neither Yes nor No"),
        "ae_lastupdate": (lambda text: day_in(text) is not None, "no day: it is written 31/01/2026"),
    }
    for field, (holds, what) in whole.items():
        if not holds(row[field].strip()):
            yield field, row[field], what
    for address in _parts(row["ae_website"]):
        if not is_website(address):
            yield "ae_website", address, "no address of a website; it was left out"
    for field in ("ae_lei_name", "ae_commercial_name", "ae_reason", "ae_comments"):
        if LOST in row[field]:
            yield field, row[field], "a letter was lost before the file was published"
        elif not _words(row[field]).isprintable():
            yield field, row[field], "something in it cannot be seen; it was left out"


def _warning(row: Mapping[str, str], number: int) -> LegacyWarning:
    since = day_in(row["ae_decision_date"])
    assert since is not None, "a row without its day was refused"
    name, *names = _names(row)
    addresses = tuple(address for address in _parts(row["ae_website"]) if is_website(address))
    lei, country = row["ae_lei"].strip(), row["ae_lei_cou_code"].strip()
    said = [_seen(row[field]) for field in ("ae_reason", "ae_comments")]
    authority = _seen(row["ae_competentAuthority"])
    bare = sorted(map(bare_address, addresses))
    key = "\n".join([row["ae_homeMemberState"].strip(), name.casefold(), since.isoformat(), *bare])
    return LegacyWarning(
        row=number,
        warning=f"ESMA-{hashlib.sha256(key.encode()).hexdigest()[:16]}",
        name=name,
        names=tuple(names),
        websites=addresses,
        lei=lei if is_lei(lei) else "",
        country=country if is_country(country) else "",
        ground=" ".join(part for part in said if part not in _NOTHING),
        since=since,
        authority=authority,
    )


def _names(row: Mapping[str, str]) -> list[str]:
    """The name and the commercial names, each once."""
    names = [_seen(row["ae_lei_name"]), *map(_seen, _parts(row["ae_commercial_name"]))]
    return list(dict.fromkeys(name for name in names if name))


def _parts(text: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in text.split("|") if part.strip()))


def _words(text: str) -> str:
    """A text with one space between its words."""
    return " ".join(text.split())


def _seen(text: str) -> str:
    """The same without what cannot be seen, such as a mark that turns the direction of writing."""
    return "".join(letter for letter in _words(text) if letter.isprintable())
