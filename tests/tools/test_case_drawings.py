"""No drawing lies: the check itself gives what it shows, and everything that is named is shown as named."""

import re
import shutil
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest

from rugsat.domain.supervision.check import Check
from rugsat.domain.supervision.discovery import all_checks, raw_dataset
from tools.case_drawings import description, drawing, drawn_checks, section
from tools.case_files import CASES, LOOK_ALIKE, TRUE_CASE, Case, cases_of
from tools.drawings import bars, curve, pairs, timeline
from tools.drawings.shapes import PLAIN, SMALL, WIDTH, CrowdedError, apart, width_of

SVG = "{http://www.w3.org/2000/svg}"
EVERY_CHECK = pytest.mark.parametrize("check", drawn_checks(), ids=lambda check: check.name)
BOTH = pytest.mark.parametrize("kind", [TRUE_CASE, LOOK_ALIKE])


def numbers(rows: list[dict]) -> list[tuple]:
    return [(row["subject"], Decimal(str(row["observed"])), Decimal(str(row["limit"])), row["unit"]) for row in rows]


def shown_as_named(case: Case) -> int:
    """How many things a drawing shows as named; a lane that the check itself fills counts as what it gave."""
    kind, draw = case.draw["kind"], case.draw
    if kind == "bars":
        return sum(bars.named(case, bar) for bar in draw["bars"])
    if kind == "pairs":
        return len(pairs.hanging(case))
    if kind == "curve":
        return len(case.violations)
    own = [day for day in timeline.judged_days(case) if timeline.named(case, day)]
    return len(own) or sum(len(case.violations) for track in draw["tracks"] if track.get("found"))


def test_every_case_file_is_of_a_check():
    assert {path.stem for path in CASES.iterdir()} <= {check.name for check in all_checks()}


@EVERY_CHECK
def test_the_true_case_gives_exactly_the_violation_stated(check: Check):
    case = cases_of(check.name)[TRUE_CASE]
    assert len(case.stated) == 1
    assert numbers(case.violations) == numbers(case.stated)
    assert shown_as_named(case) >= 1


@EVERY_CHECK
def test_the_look_alike_gives_none_and_nothing_is_drawn_as_named(check: Check):
    case = cases_of(check.name)[LOOK_ALIKE]
    assert case.stated == []
    assert case.violations == []
    assert shown_as_named(case) == 0


@EVERY_CHECK
@BOTH
def test_a_case_has_rows_of_all_that_the_check_needs(check: Check, kind: str):
    case = cases_of(check.name)[kind]
    needed = {raw_dataset(name) for name in check.reads if name not in check.may_be_empty}
    assert [name for name in needed if not case.tables.get(name)] == [], "a check without evidence sleeps"
    assert set(case.tables) <= {raw_dataset(name) for name in check.reads}, "rows that the check never reads"
    assert {each["parameter"] for each in case.law} == set(check.rests_on)


@EVERY_CHECK
def test_the_limit_that_is_drawn_is_the_limit_that_the_check_applied(check: Check):
    case = cases_of(check.name)[TRUE_CASE]
    applied = case.violations[0]["limit"]
    if case.draw["kind"] == "bars":
        assert Decimal(str(case.draw["limit"]["value"])) * case.draw.get("scale", 1) == applied
    if case.draw["kind"] == "curve":
        assert curve.expected(case) == applied
        assert curve.declared(case) == case.violations[0]["observed"]


@EVERY_CHECK
@BOTH
def test_pairs_are_one_to_one_and_what_hangs_is_what_the_check_missed(check: Check, kind: str):
    case = cases_of(check.name)[kind]
    if case.draw["kind"] != "pairs":
        return
    joined = pairs.links(case)
    for side, names in enumerate(zip(*joined, strict=True)):
        assert len(set(names)) == len(names)
        assert set(names) <= {each["name"] for each in pairs.sides(case)[side]}
    found = sum(1 if "transfer:" in each["subject"] else int(each["observed"]) for each in case.violations)
    assert len(pairs.hanging(case)) == found


@EVERY_CHECK
def test_a_picture_is_whole_says_what_it_shows_and_asks_nobody_for_anything(check: Check):
    text = drawing(check)
    root = Tree.fromstring(text)
    assert root.findtext(f"{SVG}title")
    assert root.findtext(f"{SVG}desc") == description(check)
    assert re.findall(r"https?://[^\"]*", text) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"url\(|@import|@font-face|<script|href", text)


@EVERY_CHECK
def test_no_words_leave_their_half_of_the_picture(check: Check):
    for text in Tree.fromstring(drawing(check)).iter(f"{SVG}text"):
        wide = width_of(text.text or "", SMALL if text.get("class") == "small" else PLAIN)
        at = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor", "start")]
        left = float(text.get("x", "0")) - at * wide
        assert left >= -4, text.text
        assert left + wide <= WIDTH + 8, text.text


@EVERY_CHECK
def test_a_page_shows_the_picture_with_words_and_the_law_as_drawn(check: Check):
    told = section(check)
    assert f"]({check.name}.svg)" in told
    for case in cases_of(check.name).values():
        assert case.happened in told
    assert all(f"`{name}`" in told for name in check.rests_on)


def test_words_that_stand_on_each_other_are_refused():
    apart(("one", 0, 10), ("two", 12, 20))
    with pytest.raises(CrowdedError, match="stand on each other"):
        apart(("one", 0, 10), ("two", 9, 20))


def test_a_look_alike_that_is_none_is_drawn_as_named(tmp_path: Path):
    name = "leverage_above_cap"
    shutil.copy(CASES / f"{name}.yaml", tmp_path)
    file = tmp_path / f"{name}.yaml"
    file.write_text(file.read_text().replace("leverage: 4}", "leverage: 7}", 1))
    assert shown_as_named(cases_of(name, tmp_path)[LOOK_ALIKE]) == 1


def test_a_column_that_no_dataset_has_is_named(tmp_path: Path):
    name = "leverage_above_cap"
    (tmp_path / f"{name}.yaml").write_text((CASES / f"{name}.yaml").read_text().replace("own_funds", "funds"))
    with pytest.raises(ValueError, match="margin_positions has no column 'funds'"):
        cases_of(name, tmp_path)
