"""What is not understood in the files of a jurisdiction is refused, with file and line."""

from collections.abc import Callable

import pytest

from rugsat.kernel.errors import SourceError
from rugsat.law.pack import RulePack, RulePackError

SHARE = "parameters/mining/sale_share.yaml"
CAP = "parameters/household/consumption_cap.yaml"
FEE = "parameters/mining/licence_fee.yaml"
LEVY = "parameters/energy/levy.yaml"
HOURS = "parameters/energy/tariff_factor.yaml"
INDEX = "parameters/base/month_index.yaml"
YEAR = "calendar/2026.yaml"
CERTIFICATE = "instruments/certificate.yaml"
COUNTRY = "jurisdiction.yaml"

CASES = [
    (
        "a value without a source",
        SHARE,
        '    source: {act: Mining law, article: "Art. 8(4)", link: "https://example.org/law"}\n',
        "",
        7,
        "'source' is missing",
    ),
    ("a source without an act", SHARE, "{act: Mining law, article", "{article", 10, "'act' is missing"),
    ("a value without confidence", SHARE, "    confidence: S2\n", "", 7, "'confidence' is missing"),
    ("a value that is left out, which is no repeal", SHARE, "value: 50\n", "value:\n", 8, "the value is left out"),
    ("an unknown confidence", SHARE, "confidence: S2", "confidence: D", 9, "one of P, S2, S, W"),
    ("a link that is none", SHARE, "https://example.org", "example.org", 10, "begin it with https"),
    ("an unknown key of a value", SHARE, "    value: 50", "    value: 50\n    vaule: 51", 9, "unknown key 'vaule'"),
    ("an unknown key of a parameter", SHARE, "by: []", "by: []\nbuy: []", 5, "unknown key 'buy'"),
    (
        "an unknown shape",
        SHARE,
        "shape: amount",
        "shape: curve",
        2,
        "one of amount, indexed_amount, scale, schedule, list",
    ),
    ("an unknown unit", SHARE, "unit: percent", "unit: parsec", 3, "'parsec' is not a unit"),
    ("a unit that the shape cannot have", SHARE, "unit: percent", "unit: text", 3, "cannot have the unit text"),
    ("an index as the unit of an amount", SHARE, "unit: percent", "unit: MCI", 3, "only an indexed_amount"),
    ("a value that is not exact in its unit", SHARE, "value: 50\n", "value: 0.00001\n", 8, "not a whole number of ppm"),
    ("a number too long to keep", INDEX, "value: 3932", "value: 0.1234567890123456789", 6, "does not fit"),
    ("a text where a number belongs", SHARE, "value: 50\n", "value: half\n", 8, "expected a number"),
    ("two values from one day", SHARE, "since: 2025-01-01", "since: 2024-01-01", 11, "overlap the value of line 7"),
    (
        "a value that ends after the next begins",
        SHARE,
        "since: 2024-01-01",
        "since: 2024-01-01\n    until: 2025-06-01",
        12,
        "overlap",
    ),
    (
        "a value that ends before it begins",
        SHARE,
        "since: 2024-01-01",
        "since: 2024-01-01\n    until: 2023-01-01",
        8,
        "is not after since",
    ),
    ("a class that is not the jurisdiction's", FEE, "class: large", "class: huge", 7, "one of small, large"),
    ("a zone that is not the jurisdiction's", CAP, "zone: north", "zone: west", 6, "one of north, south"),
    ("a missing zone", CAP, "zone: north, ", "", 6, "differs by zone"),
    (
        "a class where there is none",
        SHARE,
        "    value: 50",
        "    class: large\n    value: 50",
        8,
        "does not differ by class",
    ),
    ("a by that is unknown", CAP, "by: [zone]", "by: [region]", 4, "one of class, zone"),
    ("a title without English", CAP, "{en: Household consumption a month}", "{tk: Ulanyş}", 1, "English"),
    ("an indexed amount without index", FEE, "index: base.month_index\n", "", 1, "holds the index in money is missing"),
    ("an index that there is not", FEE, "base.month_index", "base.year_index", 4, "no parameter 'base.year_index'"),
    ("an index that is no money", FEE, "base.month_index", "mining.sale_share", 4, "must be an amount of money"),
    ("an index of a plain amount", SHARE, "by: []", "by: []\nindex: base.month_index", 5, "only an indexed_amount has"),
    ("brackets that do not ascend", LEVY, "from: 24", "from: 5", 8, "brackets must ascend"),
    ("a scale without its measure", LEVY, "of: KZT/kWh\n", "", 2, "brackets are measured in is missing"),
    ("a bracket without rate", LEVY, "{from: 0, rate: 25}", "{from: 0}", 8, "'rate' is missing"),
    ("a measure of what is no scale", HOURS, "by: []", "by: []\nof: kWh", 5, "only a scale"),
    ("parts of the day that overlap", HOURS, 'until: "22:00"', 'until: "22:01"', 9, "overlaps"),
    ("a time of the day that is none", HOURS, '"06:00"', '"6 am"', 8, "no time of the day"),
    ("a month that is none", HOURS, "[12, 1, 2]", "[12, 13]", 9, "a month is a number from 1 to 12"),
    (
        "a rest day rule without source",
        COUNTRY,
        ', source: {act: Code of days, article: "Art. 9", confidence: P}',
        "",
        10,
        "'source' is missing",
    ),
    ("a rest day rule of law without confidence", COUNTRY, ", confidence: P", "", 10, "confidence of a source of law"),
    ("a time zone that is none", COUNTRY, "Asia/Ashgabat", "Asia/Atlantis", 4, "no time zone"),
    ("a currency that is none", COUNTRY, "currency: KZT", "currency: XXQ", 5, "no currency"),
    ("a code that is not the folder's", COUNTRY, "code: xa", "code: xb", 2, "must be the name of the folder"),
    ("a holiday of another year", YEAR, "on: 2026-05-27", "on: 2025-05-27", 6, "not in 2026"),
    ("a holiday that stands twice", YEAR, "on: 2026-05-27", "on: 2026-03-22", 6, "stands twice"),
    ("a moved day that is what it is", YEAR, "on: 2026-03-14", "on: 2026-03-13", 8, "cannot be moved to what it is"),
    ("a weekday that is none", YEAR, "saturday", "caturday", 2, "one of monday"),
    ("a year in the wrong file", YEAR, "year: 2026", "year: 2025", 1, "must stand in calendar/2025.yaml"),
    ("a holiday without its estimate said", YEAR, ", estimated: true}", "}", 6, "'estimated' is missing"),
    (
        "an instrument of unknown kind",
        CERTIFICATE,
        "kind: licence",
        "kind: blessing",
        18,
        "one of registration_certificate",
    ),
    ("versions that overlap", CERTIFICATE, "since: 2027-01-01", "since: 2026-01-01", 16, "overlap"),
    ("a role that is not the jurisdiction's", CERTIFICATE, "role: miner", "role: minor", 6, "one of miner, exchange"),
]


@pytest.mark.parametrize(
    ("path", "old", "new", "line", "words"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_it_is_refused_with_file_and_line(
    changed: Callable[..., RulePack], path: str, old: str, new: str, line: int, words: str
) -> None:
    with pytest.raises(SourceError) as caught:
        changed(path, old=old, new=new)
    assert words in str(caught.value)
    assert (caught.value.file, caught.value.line) == (f"xa/{path}", line)


ORDER = "acts/order_7.yaml"
ACTS = [
    (
        "sets what the law sets on the same day",
        "zone: south, value: 700",
        "zone: north, value: 700",
        7,
        "the law sets household.consumption_cap",
    ),
    ("sets an unknown parameter", "household.consumption_cap", "household.cap", 7, "no parameter 'household.cap'"),
    ("is in force and unsigned", "signed: {on: 2026-01-20, by: Head of the authority}\n", "", 1, "must be signed"),
    (
        "sets a value before it holds",
        "value: 700",
        "value: 700, since: 2026-01-31",
        7,
        "it cannot set a value before that",
    ),
    ("sets a value of the wrong unit", "value: 700", "value: 700.0001", 7, "not a whole number of Wh"),
    ("sets one thing twice", "since: 2026-06-01", "since: 2026-02-01", 8, "overlap the value of line 7"),
    ("is of kind law", "kind: policy", "kind: law", 2, "one of policy, demonstration"),
    ("has an unknown status", "in_force", "maybe", 3, "one of in_force, draft"),
]


@pytest.mark.parametrize(("old", "new", "line", "words"), [case[1:] for case in ACTS], ids=[case[0] for case in ACTS])
def test_an_act_is_refused_that(changed: Callable[..., RulePack], old: str, new: str, line: int, words: str) -> None:
    with pytest.raises(SourceError) as caught:
        changed(ORDER, old=old, new=new)
    assert words in str(caught.value)
    assert (caught.value.file, caught.value.line) == (f"xa/{ORDER}", line)


def test_two_acts_may_not_set_one_thing_from_the_same_day(changed: Callable[..., RulePack]) -> None:
    order = (
        "title: {en: Order 8}\nkind: policy\nstatus: in_force\nsince: 2026-02-01\nsigned: {on: 2026-01-20, by: Head}\n"
    )
    with pytest.raises(SourceError, match=r"order_8\.yaml:7: .*order_7\.yaml:7 sets household\.consumption_cap"):
        changed(
            "acts/order_8.yaml", f"{order}sets:\n  - {{parameter: household.consumption_cap, zone: south, value: 1}}\n"
        )


def test_a_draft_may_set_what_the_law_sets(exampleland: RulePack) -> None:
    assert not exampleland.rulebook.acts["bolder"].in_force


def test_a_demonstration_is_signed_by_nobody(changed: Callable[..., RulePack]) -> None:
    signed = "status: in_force\nsigned: {on: 2026-01-20, by: Head}"
    with pytest.raises(SourceError, match=r"shown\.yaml:4: signed: a demonstration is signed by nobody"):
        changed("acts/shown.yaml", old="status: in_force", new=signed, demonstration=["shown"])


@pytest.mark.parametrize(
    "path", ["parameters/share.yaml", "notes.txt", "parameters/mining/Share.yaml", "acts/a/b.yaml"]
)
def test_a_file_that_has_no_place_is_refused(changed: Callable[..., RulePack], path: str) -> None:
    with pytest.raises(SourceError, match="has no place in a jurisdiction"):
        changed(path, "title: {en: Title}\n")


def test_a_jurisdiction_without_its_main_file_is_refused() -> None:
    with pytest.raises(SourceError, match=r"xa/jurisdiction\.yaml: the file is missing"):
        RulePack("xa", {}).checked()


def test_a_demonstration_that_is_not_there_is_refused(changed: Callable[..., RulePack]) -> None:
    with pytest.raises(RulePackError, match="no demonstration 'order_7': there is shown"):
        changed("acts/shown.yaml", old="value: 5", new="value: 6", demonstration=["order_7"])
