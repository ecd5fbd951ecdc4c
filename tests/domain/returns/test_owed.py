"""Who owes which return: by hand for one miner, and against a walk over every day for any periods."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rugsat.domain.returns.owed import Held, Owed, owed
from rugsat.kernel.period import Period, ReportingPeriod
from rugsat.law.adopted import definitions_in
from rugsat.law.due import due_day
from rugsat.law.pack import load_jurisdiction

LAW = load_jurisdiction("tm", demonstration=["demonstration"])
FORMS = definitions_in(LAW)
CALENDAR = LAW.rulebook.calendar
MONTHLY = next(form for form in FORMS if form.name == "mining_monthly")
A_DAY = timedelta(days=1)
FIRST = date(2026, 1, 1)


def held(since: date, until: date | None = None, *, number: str = "MR-1") -> Held:
    return Held(number, "karakum", "miner", Period(since, until))


def of_month(*each: Held, within: Period) -> list[Owed]:
    return list(owed(each, [MONTHLY], CALENDAR, within=within))


def test_a_miner_owes_the_month_in_which_the_registration_began_and_that_in_which_it_ended():
    found = of_month(held(date(2026, 1, 31), date(2026, 3, 2)), within=Period(FIRST, date(2026, 7, 1)))
    assert [each.period for each in found] == ["2026-01", "2026-02", "2026-03"]
    assert {each.authorisation for each in found} == {"MR-1"}


def test_nobody_owes_a_period_that_has_not_ended():
    found = of_month(held(FIRST), within=Period(FIRST, date(2026, 2, 28)))
    assert [each.period for each in found] == ["2026-01"]


def test_a_return_is_due_as_its_calendar_says():
    [january] = of_month(held(FIRST), within=Period(FIRST, date(2026, 2, 1)))
    assert MONTHLY.calendar.due is not None
    assert january.due == due_day(period_end=date(2026, 1, 31), due=MONTHLY.calendar.due, calendar=CALENDAR)


def test_two_authorisations_of_one_party_owe_a_return_once():
    both = of_month(held(FIRST), held(FIRST, number="MR-2"), within=Period(FIRST, date(2026, 2, 1)))
    assert [(each.period, each.authorisation) for each in both] == [("2026-01", "MR-1")]


def test_who_holds_another_role_owes_other_returns():
    other = Held("EL-1", "birzha", "exchange", Period(FIRST))
    found = owed([other], FORMS, CALENDAR, within=Period(FIRST, date(2026, 2, 1)))
    assert "mining_monthly" not in {each.return_name for each in found}
    assert {each.party for each in found} == {"birzha"}


DAYS = st.integers(0, 200)


@given(since=DAYS, length=st.integers(1, 200), begin=DAYS, width=st.integers(1, 120))
def test_what_is_owed_is_what_a_walk_over_every_day_finds(since: int, length: int, begin: int, width: int):
    period = Period(FIRST + A_DAY * since, FIRST + A_DAY * (since + length))
    within = Period(FIRST + A_DAY * begin, FIRST + A_DAY * (begin + width))
    months = set()
    for number in range(since + length):
        day = FIRST + A_DAY * number
        month = ReportingPeriod.parse(f"{day:%Y-%m}")
        if day in period and month.until - A_DAY in within:
            months.add(month.code)
    found = of_month(held(period.since, period.until), within=within)
    assert {each.period for each in found} == {code for code in months if MONTHLY.since <= last_of(code)}


def last_of(code: str) -> date:
    return ReportingPeriod.parse(code).until - A_DAY
