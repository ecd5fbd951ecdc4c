from datetime import date

import pytest

from rugsat.kernel.citation import Citation, Confidence
from rugsat.kernel.errors import SourceError
from rugsat.law.basis import Basis, Kind
from rugsat.law.instrument import InstrumentKind
from rugsat.law.pack import RulePack, load_jurisdiction
from rugsat.law.procedure import Effect, Standing, Term


def test_an_instrument_is_what_its_version_of_the_day_says(exampleland: RulePack) -> None:
    certificate = exampleland.rulebook.instruments["certificate"]
    assert certificate.on(date(2025, 12, 31)) is None
    before, after = certificate.on(date(2026, 12, 31)), certificate.on(date(2027, 1, 1))
    assert before is not None
    assert after is not None
    assert (before.kind, before.term) == (InstrumentKind.REGISTRATION_CERTIFICATE, Term(None))
    assert (after.kind, after.term, after.classes) == (InstrumentKind.LICENCE, Term(3, "year"), ("large",))


def test_the_procedure_is_a_table_of_steps(exampleland: RulePack) -> None:
    table = exampleland.rulebook.instruments["certificate"].versions[0].table
    submit, grant = table.steps
    assert (submit.before, submit.verb, submit.after, submit.who) == ("applied", "submit", "applied", ("applicant",))
    assert submit.effects == (("decision", Effect.STARTS),)
    assert grant.clock == "decision"
    assert table.clocks["decision"].length == Term(15, "working_day")
    assert table.states == {"applied": Standing.NONE, "registered": Standing.IN_FORCE}


def test_a_step_rests_on_the_source_of_its_instrument_or_on_one_of_its_own(exampleland: RulePack) -> None:
    submit, grant = exampleland.rulebook.instruments["certificate"].versions[0].procedure
    assert submit.basis == Basis(Kind.LAW, Citation("Mining law", confidence=Confidence.TWO_SECONDARY))
    assert grant.basis == Basis(Kind.LAW, Citation("Mining law", "Art. 4", confidence=Confidence.PRIMARY))


def test_an_instrument_may_have_a_common_parameter_under_a_name_of_its_own() -> None:
    pack = load_jurisdiction("uz")
    exchange = pack.rulebook.instruments["crypto_exchange_licence"].versions[0]
    assert exchange.parameter("exchange.minimum_capital") == "exchange.charter_fund"
    assert exchange.parameter("exchange.leverage_cap") == "exchange.leverage_cap"


def test_an_instrument_that_names_a_parameter_that_there_is_not_is_refused() -> None:
    files = dict(load_jurisdiction("uz").files)
    path = "instruments/crypto_exchange_licence.yaml"
    files[path] = files[path].replace(": exchange.charter_fund", ": exchange.charter_found")
    with pytest.raises(SourceError, match=r"there is no parameter .exchange\.charter_found."):
        RulePack("uz", files).checked()
