from datetime import date

from rugsat.law.instrument import InstrumentKind, Term
from rugsat.law.pack import RulePack


def test_an_instrument_is_what_its_version_of_the_day_says(exampleland: RulePack) -> None:
    certificate = exampleland.rulebook.instruments["certificate"]
    assert certificate.on(date(2025, 12, 31)) is None
    before, after = certificate.on(date(2026, 12, 31)), certificate.on(date(2027, 1, 1))
    assert before is not None
    assert after is not None
    assert (before.kind, before.term) == (InstrumentKind.REGISTRATION_CERTIFICATE, Term(None))
    assert (after.kind, after.term, after.classes) == (InstrumentKind.LICENCE, Term(3, "year"), ("large",))


def test_the_procedure_is_a_table_of_steps(exampleland: RulePack) -> None:
    [step] = exampleland.rulebook.instruments["certificate"].versions[0].procedure
    assert (step.before, step.verb, step.after, step.who) == ("applied", "register", "registered", "authority")
    assert (step.clock, step.article) == (Term(15, "working_day"), "Art. 4")
