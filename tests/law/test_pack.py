import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from hashlib import sha256

import pytest

from rugsat.kernel.errors import SourceError
from rugsat.law.pack import RulePack, RulePackError, jurisdictions, load_jurisdiction
from rugsat.law.resolve import NotSet, Resolved, law_rows, resolve

DAY = date(2026, 7, 15)


def test_a_rule_pack_is_named_by_the_sha256_of_its_bytes(exampleland: RulePack) -> None:
    assert exampleland.digest == sha256(exampleland.to_bytes()).hexdigest()
    assert set(json.loads(exampleland.to_bytes())) == {"jurisdiction", "files"}


def test_a_rule_pack_comes_back_from_its_bytes(demonstrated: RulePack) -> None:
    again = RulePack.from_bytes(demonstrated.to_bytes())
    assert again == demonstrated
    assert again.rulebook is demonstrated.rulebook


def test_a_changed_word_changes_the_digest(exampleland: RulePack, changed: Callable[..., RulePack]) -> None:
    other = changed("parameters/mining/sale_share.yaml", old="A note", new="Another note")
    assert other.digest != exampleland.digest


def test_a_demonstration_is_in_the_pack_only_when_asked_for(exampleland: RulePack, demonstrated: RulePack) -> None:
    assert "acts/shown.yaml" not in exampleland.files
    assert isinstance(resolve(exampleland, "mining.capacity_tolerance", DAY), NotSet)
    shown = resolve(demonstrated, "mining.capacity_tolerance", DAY)
    assert isinstance(shown, Resolved)
    assert (shown.kind, shown.value, shown.citation.act) == (
        "demonstration",
        Decimal(5),
        "Demonstration of Exampleland",
    )


def test_a_draft_is_in_the_pack_and_not_in_force(exampleland: RulePack) -> None:
    assert "acts/bolder.yaml" in exampleland.files
    held = resolve(exampleland, "mining.sale_share", DAY)
    assert isinstance(held, Resolved)
    assert held.value == Decimal("75.5")


def test_an_act_that_is_tried_overrides_the_law_on_its_days_and_the_pack_says_so(exampleland: RulePack) -> None:
    tried = exampleland.trying("bolder")
    assert tried.tried == "bolder"
    assert tried.digest != exampleland.digest
    assert RulePack.from_bytes(tried.to_bytes()) == tried
    rows = law_rows(tried, ["mining.sale_share"], date(2026, 1, 1), date(2026, 12, 31))
    held = [(str(row["since"]), str(row["until"]), row["value"], row["kind"]) for row in rows]
    assert held == [
        ("2025-01-01", "2026-07-01", Decimal("75.5"), "law"),
        ("2026-07-01", "2026-09-01", Decimal(90), "policy"),
        ("2026-09-01", "2027-01-01", Decimal("75.5"), "law"),
    ]


def test_an_act_from_outside_the_pack_can_be_tried(exampleland: RulePack) -> None:
    head = "title: {en: Idea}\nkind: policy\nstatus: draft\nsince: 2026-01-01\n"
    text = f"{head}sets:\n  - {{parameter: mining.sale_share, value: null}}\n"
    assert isinstance(resolve(exampleland.trying("idea", text=text), "mining.sale_share", DAY), NotSet)


def test_an_act_that_is_not_there_cannot_be_tried(exampleland: RulePack) -> None:
    with pytest.raises(RulePackError, match="no act 'bald': there is bolder, order_7"):
        exampleland.trying("bald")


NO_PACKS = [
    b"",
    b"[]",
    b"\xff",
    b'{"jurisdiction": "xa"}',
    b'{"jurisdiction": "xa", "files": 5}',
    b'{"jurisdiction": "xa", "files": {"jurisdiction.yaml": 5}}',
    b'{"jurisdiction": "xa", "files": {}, "signed": true}',
]


@pytest.mark.parametrize("content", NO_PACKS)
def test_bytes_that_are_no_rule_pack_are_refused(content: bytes) -> None:
    with pytest.raises(RulePackError, match="no rule pack"):
        RulePack.from_bytes(content)


def test_a_pack_that_tries_an_act_that_it_does_not_have_is_refused(exampleland: RulePack) -> None:
    with pytest.raises(SourceError, match="the act that is tried is missing: there is bolder, order_7"):
        RulePack(exampleland.jurisdiction, exampleland.files, "bald").checked()


def test_text_that_is_not_utf8_is_refused(changed: Callable[..., RulePack], tmp_path) -> None:
    changed("acts/shown.yaml", old="value: 5", new="value: 6")
    (tmp_path / "xa" / "acts" / "latin.yaml").write_bytes("title: {en: Größe}".encode("latin-1"))
    with pytest.raises(SourceError, match=r"^xa/acts/latin\.yaml: this is not UTF-8 text"):
        RulePack.from_folder(tmp_path / "xa")


def test_an_unknown_jurisdiction_is_refused() -> None:
    with pytest.raises(RulePackError, match="there is no jurisdiction 'xx'"):
        load_jurisdiction("xx")


@pytest.mark.parametrize("code", jurisdictions())
def test_every_shipped_jurisdiction_is_read_without_a_fault(code: str) -> None:
    pack = load_jurisdiction(code)
    assert pack.rulebook.jurisdiction.code == code
    for year in range(2024, 2028):
        assert pack.rulebook.calendar.years[year].weekdays
    assert law_rows(pack, pack.rulebook.parameters, date(2020, 1, 1), date(2030, 1, 1))
    assert not [
        value for parameter in pack.rulebook.parameters.values() for value in parameter.values if not value.citation.act
    ]
