from datetime import date

import polars as pl

from rugsat.evidence.lake.lake import Lake
from rugsat.kernel.language import speaking
from rugsat.law.pack import RulePack, load_jurisdiction
from rugsat.operations.cycle.law_table import law_table
from rugsat.operations.report.articles import articles_of
from rugsat.operations.report.names import Names, register_of
from tests.operations.report.made_by_hand import Register

ON = date(2026, 2, 1)


def _finding(articles: str, cls: str = "*", zone: str = "*") -> dict[str, object]:
    return {"first_day": ON, "last_day": ON, "class": cls, "zone": zone, "articles": articles}


def test_a_subject_has_the_name_of_whoever_holds_the_authorisation(register: Register) -> None:
    assert Names(register).of("authorisation:TM-MIN-0007", ON) == ["Daşoguz Kripto HJ"]


def test_an_exchange_is_known_by_its_legal_entity_identifier(register: Register) -> None:
    assert Names(register).of("exchange:984500ALTYNEXCHNG004/asset:X9J9K872S", ON) == ["Altyn Birža"]


def test_a_name_is_the_one_of_the_day(register: Register) -> None:
    parties = register["register.parties"]
    ended = parties.with_columns(until=pl.lit(date(2026, 1, 1)))
    renamed = parties.with_columns(name=pl.lit("Täze"), since=pl.lit(date(2026, 1, 1)))
    names = Names({"register.parties": pl.concat([ended, renamed])})
    assert names.of("party:mary-energo", date(2025, 12, 31)) == ["Mary Energo"]
    assert names.of("party:mary-energo", ON) == ["Täze"]


def test_without_a_register_nobody_is_named() -> None:
    assert Names(None).of("party:mary-energo", ON) == []


def test_an_article_is_shown_with_title_value_and_kind(pack: RulePack) -> None:
    line = "exchange.approved_assets_only: Demonstration of the Turkmen regime (demonstration)"
    with speaking("ru"):
        (article,) = articles_of(_finding(line), pack)
    assert article.standing == "demonstration"
    assert article.title == pack.rulebook.parameters["exchange.approved_assets_only"].title["ru"]


def test_a_law_that_is_weakly_sourced_is_shown_as_unverified() -> None:
    pack = load_jurisdiction("kz")
    found: dict[str | None, set[str]] = {}
    for name in pack.rulebook.parameters:
        for row in law_table(pack, (name,), ON, ON).to_dicts():
            cited = ", ".join(part for part in (row["act"], row["article"]) if part)
            (article,) = articles_of(_finding(f"{name}: {cited} ({row['kind']})", row["class"], row["zone"]), pack)
            found.setdefault(row["confidence"], set()).add(article.standing)
            assert article.link in {"", row["link"]}
    assert found["P"] == {"law"}
    assert found["S"] == {"unverified"}


def test_an_article_that_is_not_understood_is_shown_as_it_stands(pack: RulePack) -> None:
    (article,) = articles_of(_finding("<b>Art. 5"), pack)
    assert (article.citation, article.standing, article.link) == ("<b>Art. 5", "", "")


def test_the_names_of_a_lake_are_those_of_its_commit(filed_lake: Lake) -> None:
    held = register_of(filed_lake, filed_lake.state().number)
    party, name = held["register.parties"].select("party", "name").row(0)
    assert Names(held).of(f"party:{party}", ON) == [name]
    assert register_of(filed_lake, 0) == {}
