import base64
import hashlib
import re
from collections import Counter
from datetime import timedelta

import pytest
from lxml import html

from rugsat.kernel.language import speaking
from rugsat.law.pack import RulePack
from rugsat.operations.cycle.run import Run
from rugsat.operations.report.page import page_of
from tests.operations.report.made_by_hand import SINCE, Register, row, run_of

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'


def _text(element: html.HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.fixture(scope="module")
def page(full_run: Run, register: Register) -> html.HtmlElement:
    return html.fromstring(page_of(full_run, evidence=register))


def test_the_page_takes_nothing_from_elsewhere_and_runs_no_script(full_run: Run) -> None:
    tree = html.fromstring(page_of(full_run))
    assert not tree.xpath("//script | //link | //img | //iframe | //object | //embed | //base | //@src | //@style")
    assert not [name for name in tree.xpath("//@*/parent::*") for name in name.attrib if name.startswith("on")]
    assert not re.search(r"url\(|@import", tree.xpath("string(//style)"))
    assert all(link.startswith(("#", "https://", "http://")) for link in tree.xpath("//@href"))


def test_the_policy_of_the_page_allows_its_own_style_and_nothing_else(full_run: Run) -> None:
    text = page_of(full_run).decode()
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in text


def test_the_demonstration_is_the_first_thing_on_the_page(page: html.HtmlElement) -> None:
    assert "Demonstration of the Turkmen regime" in _text(page.xpath("//header/*[1]")[0])


def test_a_run_without_a_demonstration_has_no_label(quiet_run: Run) -> None:
    assert not html.fromstring(page_of(quiet_run)).xpath("//*[@class='label']")


def test_every_finding_is_shown_with_subject_period_numbers_articles_and_how_to_replay(
    page: html.HtmlElement, full_run: Run
) -> None:
    for finding in full_run.findings.iter_rows(named=True):
        (card,) = page.xpath(f"//article[@id='f{finding['finding']}']")
        text = _text(card)
        assert finding["subject"] in text
        assert f"rugsat findings replay {finding['finding']} --lake" in text
        assert card.xpath(".//span[@class='badge demonstration']")
        assert card.xpath(".//*[local-name()='svg'][@role='img']")


def test_a_finding_of_moments_is_shown_in_local_time_with_a_chart_of_its_violations(page: html.HtmlElement) -> None:
    (card,) = page.xpath("//article[contains(., 'authorisation:TM-MIN-0007') and contains(., '6.553')]")
    assert "9 Feb 2026, 17:00 – 16 Feb 2026, 04:00" in _text(card)
    assert "Daşoguz Kripto HJ" in _text(card)
    (chart,) = card.xpath(".//figure")
    assert len(chart.xpath(".//*[local-name()='rect'][@class='over']")) <= 96
    assert 2 <= len(chart.xpath(".//details//tbody/tr")) <= 24


def test_every_chart_has_a_title_and_the_identifiers_of_the_page_are_unique(page: html.HtmlElement) -> None:
    counted = Counter(page.xpath("//@id"))
    assert max(counted.values()) == 1
    for chart in page.xpath("//*[local-name()='svg']"):
        assert all(name in counted for name in chart.get("aria-labelledby").split())
    assert all(target[1:] in counted for target in page.xpath("//a/@href[starts-with(., '#')]"))


def test_hostile_text_from_a_file_is_only_text(pack: RulePack) -> None:
    raw = row(f"connection:{HOSTILE}", SINCE, 9, 3, "Wh", sender=HOSTILE, filing="f", row=1, note=HOSTILE)
    again = {**raw, "first_day": SINCE + timedelta(days=1), "last_day": SINCE + timedelta(days=1)}
    run = run_of({"household_consumption_above_cap": [raw, again]}, pack, asleep={"return_overdue": [HOSTILE]})
    tree = html.fromstring(page_of(run))
    assert not tree.xpath("//script | //img | //@onerror")
    assert _text(tree).count("<script>alert(1)</script>") >= 3


def test_a_check_that_slept_is_shown_with_the_reason(quiet_run: Run) -> None:
    tree = html.fromstring(page_of(quiet_run))
    text = _text(tree.xpath("//section[@id='coverage']")[0])
    assert "Nothing was found" in _text(tree)
    assert text.count("asleep") == len(quiet_run.coverage)
    assert "mining.capacity_tolerance is not set by law or policy" in text


def test_of_many_findings_two_hundred_are_shown_in_full_and_none_is_lost(pack: RulePack) -> None:
    many = [row(f"connection:C{number:04}", SINCE, 700 + number, 600, "Wh") for number in range(1300)]
    few = [row("exchange:E/asset:A", SINCE, 3, 0, "count")]
    run = run_of({"household_consumption_above_cap": many, "unapproved_asset_traded": few}, pack)
    tree = html.fromstring(page_of(run))
    assert len(tree.xpath("//article")) == 200
    assert "exchange:E/asset:A" in _text(tree.xpath("//section[@id='check-unapproved_asset_traded']")[0])
    section = tree.xpath("//section[@id='check-household_consumption_above_cap']")[0]
    assert len(section.xpath("./div[@class='scroll']//tbody/tr")) == 1000
    assert "101 more findings are in findings.parquet" in _text(section)
    assert "C1299" in _text(section.xpath(".//article")[0])


@pytest.mark.parametrize(("language", "said"), [("ru", "Отчёт о надзоре"), ("tk", "Gözegçilik hasabaty")])
def test_the_page_is_in_the_language_of_the_reader(full_run: Run, language: str, said: str) -> None:
    with speaking(language):
        tree = html.fromstring(page_of(full_run))
    assert tree.get("lang") == language
    assert _text(tree.xpath("//h1")[0]) == said


def test_the_digests_of_all_that_went_in_stand_at_the_end(page: html.HtmlElement, full_run: Run) -> None:
    text = _text(page.xpath("//footer")[0])
    inputs = full_run.inputs
    for digest in (inputs.rule_pack, inputs.lake_digest, inputs.code_digest, inputs.digest, full_run.id):
        assert digest in text


def test_the_same_run_gives_the_same_page(full_run: Run) -> None:
    assert page_of(full_run) == page_of(full_run)
