from datetime import timedelta

from rugsat.law.pack import RulePack
from rugsat.operations.cycle.run import Run
from rugsat.operations.report.overview import day_by_day, findings_by_check, key_figures
from tests.operations.report.made_by_hand import SINCE, row, run_of


def test_the_timeline_counts_the_findings_that_were_going_on_each_day(full_run: Run) -> None:
    chart = day_by_day(full_run)
    assert chart is not None
    names = chart.header[1:]
    shown = {day: dict(zip(names, map(int, counts), strict=True)) for day, *counts in chart.rows}
    for number in range(74):
        day = SINCE + timedelta(days=number)
        held = [f for f in full_run.findings.iter_rows(named=True) if f["first_day"] <= day <= f["last_day"]]
        counted = shown.get(f"{day.day} {day:%b}", dict.fromkeys(names, 0))
        assert sum(counted.values()) == len(held), day


def test_a_long_time_is_shown_by_several_days_at_once_and_none_is_lost(pack: RulePack) -> None:
    days = [SINCE - timedelta(days=number) for number in (0, 500, 1000)]
    run = run_of({"household_consumption_above_cap": [row("connection:A", day, 9, 3, "Wh") for day in days]}, pack)
    chart = day_by_day(run)
    assert chart is not None
    assert sum(int(count) for _days, count in chart.rows) == 3
    assert all("–" in days for days, _count in chart.rows)


def test_without_a_finding_there_is_no_timeline(quiet_run: Run) -> None:
    assert day_by_day(quiet_run) is None
    assert findings_by_check(quiet_run).rows == ()


def test_key_figures_count_findings_subjects_violations_and_checks(full_run: Run) -> None:
    every = len(full_run.coverage)
    assert [figure.shown for figure in key_figures(full_run)] == ["24", "22", "402", f"{every} / {every}"]
