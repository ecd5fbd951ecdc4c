"""The register of crypto-asset service providers that ESMA publishes as CSV."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rugsat.kernel.identifiers.country import is_country
from rugsat.kernel.identifiers.lei import is_lei
from rugsat.operations.legacy.esma_csv import LONGEST_NAME, LOST, NotARegisterError, day_in, name_in, rows_in
from rugsat.operations.legacy.fault import LegacyFault

__all__ = ["COLUMNS", "LegacyProvider", "NotARegisterError", "read_casps"]

COLUMNS = (
    "ae_competentAuthority",
    "ae_homeMemberState",
    "ae_lei_name",
    "ae_lei",
    "ae_lei_cou_code",
    "ae_commercial_name",
    "ae_address",
    "ae_website",
    "ae_website_platform",
    "ac_authorisationNotificationDate",
    "ac_authorisationEndDate",
    "ac_serviceCode",
    "ac_serviceCode_cou",
    "ac_comments",
    "ac_lastupdate",
)
_SERVICE = re.compile(r"([a-j])\.\s*\S.*")


@dataclass(frozen=True, slots=True)
class LegacyProvider:
    """A provider as the register of others has it."""

    row: int
    name: str
    trade_names: tuple[str, ...]
    lei: str
    country: str
    since: date
    until: date | None
    services: tuple[str, ...]
    """Letters of the services of Article 3(1)(16) of Regulation (EU) 2023/1114, as in a, c, j."""
    authority: str
    given_in: str
    """Country whose authority gave it."""


def read_casps(content: bytes, *, file: str) -> tuple[tuple[LegacyProvider, ...], tuple[LegacyFault, ...]]:
    """Read the register: the providers that are whole, and every fault of the file in order of rows.

    Raises NotARegisterError where the file is no such register at all.
    """
    providers, faults, seen = list[LegacyProvider](), list[LegacyFault](), dict[str, int]()
    for number, row in enumerate(rows_in(content, COLUMNS, file=file, what="the register of providers"), 1):
        found = list(_faults(row, number, file))
        lei = row["ae_lei"].strip()
        if lei in seen and not any(each.refused for each in found):
            what = f"the provider stands in row {seen[lei]} already"
            found.append(LegacyFault(file, number, "ae_lei", lei, what, refused=True))
        faults += found
        if not any(each.refused for each in found):
            seen[lei] = number
            providers.append(_provider(row, number))
    return tuple(providers), tuple(faults)


def _faults(row: Mapping[str, str], number: int, file: str) -> Iterator[LegacyFault]:
    def fault(field: str, what: str, *, refused: bool = True) -> LegacyFault:
        return LegacyFault(file, number, field, row[field], what, refused)

    yield from _faults_of_names(row, fault)
    lei = row["ae_lei"]
    if not is_lei(lei.strip()):
        yield fault("ae_lei", "no legal entity identifier: 18 characters and two check digits that fit them")
    elif lei != lei.strip():
        yield fault("ae_lei", "spaces around it, which were left out", refused=False)
    if not is_country(_country(row)):
        yield fault("ae_lei_cou_code", "no country code, here or in ae_homeMemberState")
    if day_in(row["ac_authorisationNotificationDate"]) is None:
        yield fault("ac_authorisationNotificationDate", "no day: it is written 31/01/2026")
    end = row["ac_authorisationEndDate"].strip()
    if end and day_in(end) is None:
        yield fault("ac_authorisationEndDate", "no day: it is written 31/01/2026")
    elif end and (day_in(end) or date.min) <= (day_in(row["ac_authorisationNotificationDate"]) or date.min):
        yield fault("ac_authorisationEndDate", "the authorisation ends before it begins")
    unknown = [part for part in _services(row) if not _SERVICE.fullmatch(part)]
    if unknown or not _services(row):
        what = f"'{unknown[0]}' begins with no letter from a to j" if unknown else "no service is named"
        yield fault("ac_serviceCode", f"{what}; it was left out", refused=False)


def _faults_of_names(row: Mapping[str, str], fault: Callable[..., LegacyFault]) -> Iterator[LegacyFault]:
    if not 0 < len(name_in(row["ae_lei_name"])) <= LONGEST_NAME:
        yield fault("ae_lei_name", f"a provider has a name, of at most {LONGEST_NAME} characters")
    if any(len(each) > LONGEST_NAME for each in _trade_names(row)):
        what = f"a name has at most {LONGEST_NAME} characters; it was left out"
        yield fault("ae_commercial_name", what, refused=False)
    for field in ("ae_lei_name", "ae_commercial_name"):
        if name_in(row[field]) != " ".join(row[field].split()):
            yield fault(field, "marks that are no letters, which were left out", refused=False)
    for field in ("ae_lei_name", "ae_commercial_name", "ae_address"):
        if LOST in row[field]:
            yield fault(field, "a letter was lost before the file was published", refused=False)


def _provider(row: Mapping[str, str], number: int) -> LegacyProvider:
    name = name_in(row["ae_lei_name"])
    trade = (each for each in _trade_names(row) if len(each) <= LONGEST_NAME)
    letters = sorted({match[1] for part in _services(row) if (match := _SERVICE.fullmatch(part))})
    since = day_in(row["ac_authorisationNotificationDate"])
    assert since is not None, "a row without its day was refused"
    return LegacyProvider(
        row=number,
        name=name,
        trade_names=tuple(dict.fromkeys(part for part in trade if part and part != name)),
        lei=row["ae_lei"].strip(),
        country=_country(row),
        since=since,
        until=day_in(row["ac_authorisationEndDate"]),
        services=tuple(letters),
        authority=row["ae_competentAuthority"].strip(),
        given_in=home if is_country(home := row["ae_homeMemberState"].strip()) else _country(row),
    )


def _trade_names(row: Mapping[str, str]) -> list[str]:
    return [name_in(part) for part in row["ae_commercial_name"].split("|")]


def _country(row: Mapping[str, str]) -> str:
    return row["ae_lei_cou_code"].strip() or row["ae_homeMemberState"].strip()


def _services(row: Mapping[str, str]) -> list[str]:
    return [part.strip() for part in row["ac_serviceCode"].split("|") if part.strip()]
