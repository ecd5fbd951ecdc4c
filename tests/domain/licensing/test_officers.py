"""Who may act: office, delegation, absence and conflict of interest, each with its days."""

from datetime import date

import pytest

from rugsat.domain.licensing.officers import (
    Absence,
    ConflictOfInterestError,
    Delegation,
    Holding,
    NotEntitledError,
    Roster,
    Tie,
    entitled,
    no_conflict,
)
from rugsat.kernel.period import Period

MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
IN_MARCH, IN_APRIL = date(2026, 3, 31), date(2026, 4, 1)
ROSTER = Roster(
    holdings=(Holding("aman", "licensing_officer", YEAR), Holding("bahar", "director", YEAR)),
    delegations=(
        Delegation("bahar", "aman", "director", MARCH),
        Delegation("aman", "sona", "director", YEAR),
        Delegation("aman", "sona", "licensing_officer", YEAR),
    ),
    absences=(Absence("bahar", MARCH, "leave"), Absence("sona", Period(date(2026, 5, 1)))),
    ties=(Tie("aman", "party:7", MARCH, "his brother owns it"),),
)


def test_an_officer_acts_in_the_office_that_he_holds_that_day() -> None:
    entitled(ROSTER, "aman", "licensing_officer", on=IN_APRIL)
    with pytest.raises(NotEntitledError, match=r"aman is no director on 2026-04-01 \(holds licensing_officer\)"):
        entitled(ROSTER, "aman", "director", on=IN_APRIL)
    with pytest.raises(NotEntitledError, match="holds no office"):
        entitled(ROSTER, "aman", "licensing_officer", on=date(2027, 1, 1))


def test_a_delegation_holds_on_its_days_and_the_one_represented_must_be_named() -> None:
    with pytest.raises(NotEntitledError, match="act on behalf of bahar"):
        entitled(ROSTER, "aman", "director", on=IN_MARCH)
    entitled(ROSTER, "aman", "director", on_behalf_of="bahar", on=IN_MARCH)
    with pytest.raises(NotEntitledError, match="aman cannot act on behalf of bahar as director on 2026-04-01"):
        entitled(ROSTER, "aman", "director", on_behalf_of="bahar", on=IN_APRIL)


def test_a_delegation_is_not_passed_on() -> None:
    with pytest.raises(NotEntitledError, match="record a delegation"):
        entitled(ROSTER, "sona", "director", on_behalf_of="aman", on=IN_MARCH)
    entitled(ROSTER, "sona", "licensing_officer", on_behalf_of="aman", on=IN_MARCH)


def test_who_is_away_does_not_act_and_can_be_represented() -> None:
    with pytest.raises(NotEntitledError, match=r"bahar is away \(2026-03-01 to 2026-03-31, leave\): let another act"):
        entitled(ROSTER, "bahar", "director", on=IN_MARCH)
    entitled(ROSTER, "bahar", "director", on=IN_APRIL)
    with pytest.raises(NotEntitledError, match="sona is away"):
        entitled(ROSTER, "sona", "licensing_officer", on_behalf_of="aman", on=date(2026, 5, 2))


def test_an_officer_who_is_tied_to_the_party_does_not_act_nor_is_he_represented() -> None:
    with pytest.raises(ConflictOfInterestError, match=r"aman is tied to party:7 \(his brother owns it"):
        no_conflict(ROSTER, "party:7", "aman", on=IN_MARCH)
    with pytest.raises(ConflictOfInterestError):
        no_conflict(ROSTER, "party:7", "sona", "aman", on=IN_MARCH)
    no_conflict(ROSTER, "party:8", "aman", on=IN_MARCH)
    no_conflict(ROSTER, "party:7", "aman", on=IN_APRIL)
    no_conflict(ROSTER, "party:7", "bahar", on=IN_MARCH)
