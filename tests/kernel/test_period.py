"""A reporting period has one code, and no other text is read as one."""

from datetime import date

import pytest

from rugsat.kernel.period import ReportingPeriod


@pytest.mark.parametrize(
    ("code", "since", "until", "every"),
    [
        ("2026-01-31", date(2026, 1, 31), date(2026, 2, 1), "day"),
        ("2026-12", date(2026, 12, 1), date(2027, 1, 1), "month"),
        ("2026-Q4", date(2026, 10, 1), date(2027, 1, 1), "quarter"),
        ("2026", date(2026, 1, 1), date(2027, 1, 1), "year"),
    ],
)
def test_a_period_is_read(code: str, since: date, until: date, every: str) -> None:
    period = ReportingPeriod.parse(code)
    assert (period.since, period.until, period.every) == (since, until, every)


@pytest.mark.parametrize(
    "code",
    ["2026-W01-1", "2026-+1", "2026- 1", " 026-01", "+026-01", "2026-Q٣", "٢٠٢٦-01", "2026-0１", "2026-q1", "2026-Q5",
     "2026-13", "2026-02-30", "2026-01\n", "0000", "9999", "20260101", ""],
)  # fmt: skip
def test_a_second_spelling_of_a_period_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="is not a reporting period: write 2026-01-31"):
        ReportingPeriod.parse(code)
