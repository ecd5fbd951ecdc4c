from datetime import date

import polars as pl
import pytest
from lxml import etree, html

from rugsat.evidence.lake.lake import Lake
from rugsat.law.outline import outline_of
from rugsat.law.pack import RulePack, load_jurisdiction
from rugsat.operations.cycle.run import Run
from rugsat.operations.report.geography import findings_by_region, not_on_the_map
from rugsat.operations.report.overview import findings_by_family
from rugsat.operations.report.page import page_of
from rugsat.operations.report.places import NOWHERE, SEVERAL, counts_by_zone, points_of, zones_of
from rugsat.operations.report.zone_map import Zone, shade, zone_map
from tests.operations.report.made_by_hand import Register

ON = date(2026, 2, 1)
TIMES = {"since": date(2025, 1, 1), "until": None}
HOSTILE = '<script>alert("1")</script>'


def _table(*rows: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame([{**TIMES, **row} for row in rows], schema_overrides={"until": pl.Date})


def _evidence() -> dict[str, pl.DataFrame]:
    return {
        "register.sites": _table(
            {"site": "S1", "authorisation": "A1", "zone": "mary"},
            {"site": "S2", "authorisation": "A2", "zone": "ahal", "until": ON},
            {"site": "S3", "authorisation": "A2", "zone": "lebap", "since": ON},
            {"site": "S4", "authorisation": "A3", "zone": "mary"},
            {"site": "S5", "authorisation": "A3", "zone": "balkan"},
        ),
        "register.connections": _table({"connection": "C1", "site": "S1"}, {"connection": "C2", "site": "S2"}),
        "register.devices": _table({"serial": "D1", "site": "S1"}, {"serial": "D2", "site": "S4"}),
        "register.authorisations": _table({"authorisation": "A1", "party": "garagum-mining"}),
        "connection_points": pl.DataFrame(
            {
                "connection": ["C1", "C9", "C9", "C2"],
                "region": ["balkan", "balkan", "ashgabat", "dashoguz"],
                "reported": [ON, date(2026, 1, 1), ON, ON],
            }
        ),
    }


def _place(subject: str, zone: str = "*", evidence: dict[str, pl.DataFrame] | None = None) -> str:
    finding = pl.DataFrame([{"finding": "f", "subject": subject, "last_day": ON, "zone": zone}])
    return str(zones_of(finding, _evidence() if evidence is None else evidence)["place"].item())


@pytest.mark.parametrize(
    ("subject", "place"),
    [
        ("authorisation:A1", "mary"),
        ("authorisation:A2", "lebap"),
        ("authorisation:A3", SEVERAL),
        ("connection:C1", "mary"),
        ("connection:C9", "ashgabat"),
        ("connection:C2", "dashoguz"),
        ("device:D2", "mary"),
        ("party:garagum-mining/return:mining_monthly/period:2026-01", "mary"),
        ("exchange:984500ALTYNEXCHNG004/asset:X9J9K872S", NOWHERE),
        ("person:7d1e", NOWHERE),
        ("something of no known kind", NOWHERE),
    ],
)
def test_a_finding_lies_where_the_register_or_the_grid_has_its_subject_on_its_last_day(
    subject: str, place: str
) -> None:
    assert _place(subject) == place


def test_the_zone_that_the_law_was_applied_for_goes_before_the_register() -> None:
    assert _place("authorisation:A1", zone="balkan") == "balkan"


def test_without_a_register_only_the_law_says_where_a_finding_lies() -> None:
    assert _place("authorisation:A1", evidence={}) == NOWHERE
    assert _place("connection:C1", zone="mary", evidence={}) == "mary"


def test_every_finding_is_counted_in_one_place(full_run: Run, register: Register) -> None:
    counts = counts_by_zone(full_run.findings, {**register, **_evidence()})
    assert sum(counts.values()) == full_run.findings.height
    assert counts["ashgabat"] == 1


def test_the_zones_of_connections_are_read_for_those_that_findings_concern(filed_lake: Lake) -> None:
    commit = filed_lake.state().number
    concerned = pl.DataFrame({"subject": ["connection:HOME-05", "person:7d1e"]})
    points = points_of(filed_lake, commit, concerned)["connection_points"]
    assert set(points["connection"]) == {"HOME-05"}
    assert points_of(filed_lake, commit, concerned.head(0)) == {}
    assert points_of(filed_lake, 0, concerned) == {}


def test_the_table_of_the_map_has_every_zone_and_what_is_on_no_map(full_run: Run, pack: RulePack) -> None:
    chart = findings_by_region(full_run, pack, {})
    assert chart is not None
    rows = dict(chart.rows)
    assert {"Ashgabat", "Ahal", "Balkan", "Dashoguz", "Lebap", "Mary"} < rows.keys()
    assert sum(int(count) for count in rows.values()) == full_run.findings.height
    assert not_on_the_map(full_run, pack, {}) == ["Without a place (exchanges, persons, other returns): 19"]


def test_the_page_shows_the_map_with_its_numbers_written_in(full_run: Run) -> None:
    tree = html.fromstring(page_of(full_run))
    (drawn,) = tree.xpath("//*[local-name()='svg'][@aria-labelledby='by-region-t by-region-d']")
    words = [text.text for text in drawn.iter("text")]
    assert words[words.index("Mary") + 1] == "4"
    assert len(list(drawn.iter("path"))) == 5
    assert len(list(drawn.iter("circle"))) == 1


def test_a_run_without_findings_has_no_map(quiet_run: Run, pack: RulePack) -> None:
    assert findings_by_region(quiet_run, pack, {}) is None
    assert not html.fromstring(page_of(quiet_run)).xpath("//*[contains(@aria-labelledby, 'by-region')]")


def test_the_bars_of_the_families_hold_every_finding(full_run: Run) -> None:
    rows = dict(findings_by_family(full_run).rows)
    assert set(rows) == {"Exchanges", "Grid", "Mining", "Reporting"}
    assert sum(int(count) for count in rows.values()) == full_run.findings.height


def _zones(*counts: int, word: str = "Zone") -> list[Zone]:
    return [Zone(f"z{number}", f"{word} {number}", count, str(count)) for number, count in enumerate(counts)]


def test_without_an_outline_each_zone_is_a_tile_that_lies_apart() -> None:
    tree = etree.fromstring(str(zone_map("m", "t", "d", zones=_zones(1, 0, 4, 2), outline=None)))
    drawn = [path.get("d") for path in tree.iter("path")]
    assert len(set(drawn)) == 4
    assert [path.get("class") for path in tree.iter("path")] == ["zone c1", "zone track", "zone c4", "zone c2"]


def test_an_outline_that_lacks_a_zone_of_the_law_is_not_drawn() -> None:
    jurisdiction = load_jurisdiction("tm").rulebook.jurisdiction
    zones = [Zone(name, name, 1, "1") for name in (*jurisdiction.zones, "new_zone")]
    tree = etree.fromstring(str(zone_map("m", "t", "d", zones=zones, outline=outline_of("tm"))))
    assert len(list(tree.iter("path"))) == 7


def test_hostile_words_on_the_map_are_only_words() -> None:
    tree = etree.fromstring(str(zone_map("m", HOSTILE, HOSTILE, zones=_zones(1, word=HOSTILE), outline=None)))
    assert not list(tree.iter("script"))


def test_a_long_title_is_written_in_several_lines() -> None:
    tree = etree.fromstring(
        str(zone_map("m", "t", "d", zones=_zones(3, word="A very long name of a zone"), outline=None))
    )
    lines = [text.text for text in tree.iter("text")]
    assert lines == ["A very long name of a", "zone 0", "3"]


def test_any_finding_at_all_is_told_from_none_by_its_shade() -> None:
    assert [shade(count, 100) for count in (0, 1, 25, 26, 100)] == ["track", "c1", "c1", "c2", "c4"]
