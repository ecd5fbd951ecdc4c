"""Every instrument of every country is led by the same use cases, and nothing is done that its table has not."""

import re
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from rugsat.domain.licensing.admission import NotInTimeError
from rugsat.domain.licensing.procedure import NoProcedureError, TransitionRefusedError, procedure_on
from rugsat.law.pack import RulePack, jurisdictions, load_jurisdiction
from rugsat.store.kept_law import law_in_force
from rugsat.store.queries.authorisations import authorisation
from rugsat.store.queries.cases import case as case_told
from rugsat.usecases.countersign import countersign
from rugsat.usecases.expire import expire
from rugsat.usecases.grant import grant
from rugsat.usecases.open_application import open_application
from rugsat.usecases.submit import submit
from rugsat.usecases.suspend import suspend
from tests.usecases.people import Office, make_people

ON = datetime(2026, 3, 2, 5, tzinfo=UTC)


def offered() -> list[tuple[str, str, str]]:
    """(country, instrument, class) for each instrument that there is that day under the demonstration."""
    found = []
    for code in jurisdictions():
        law = load_jurisdiction(code, demonstration=demonstrations(code))
        for name, instrument in law.rulebook.instruments.items():
            version = instrument.on(ON.date())
            try:
                procedure_on(law, name, ON.date())
            except NoProcedureError:
                continue
            assert version is not None
            found.append((code, name, (version.classes or ("*",))[0]))
    return found


def demonstrations(code: str) -> tuple[str, ...]:
    return (
        ("demonstration",)
        if (files("rugsat.law") / "jurisdictions" / code / "acts/demonstration.yaml").is_file()
        else ()
    )


@pytest.mark.parametrize(("code", "instrument", "cls"), offered())
def test_an_application_is_opened_and_nothing_is_done_that_its_table_has_not(
    db: None, settings, tmp_path: Path, code: str, instrument: str, cls: str
):
    settings.OFFICE, settings.JURISDICTION, settings.DEMONSTRATION = tmp_path, code, demonstrations(code)
    office = Office(ON)
    make_people(office)
    case = open_application(office.call("kerim"), party="karakum", instrument=instrument, cls=cls).subject
    told = case_told(case=case, now=office.now)
    assert told["demonstration"] == list(demonstrations(code))
    with pytest.raises(TransitionRefusedError, match="what can be done is"):
        suspend(office.call("dilber"), case=case, ground="x")
    if "submit" in told["can_be_done"].get("applicant", []):
        submit(office.call("kerim"), case=case)
        assert case_told(case=case, now=office.now)["state"] != told["state"]


def test_an_approval_with_a_term_ends_with_it_and_not_before(office: Office, monkeypatch: pytest.MonkeyPatch):
    # Whether a bank is fit is asked elsewhere; here it is asked how long it stays so.
    monkeypatch.setattr("rugsat.usecases.decide.assess", lambda *_: ())
    # The legal calendar does not reach as far as the term of the demonstration, so it is led under a shorter one.
    law = law_in_force()
    text = re.sub(r"(approval_term, value: )\d+", r"\g<1>1", law.files["acts/demonstration.yaml"])
    shorter = RulePack("tm", {**law.files, "acts/demonstration.yaml": text}).checked()
    monkeypatch.setattr("rugsat.store.kept_law._installed", lambda *_: shorter)
    case = open_application(office.call("kerim"), party="karakum", instrument="partner_bank").subject
    submit(office.call("kerim"), case=case)
    countersign(office.call("anna"), case=case, signs_for="grant")
    number = grant(office.call("dilber"), case=case).told["authorisation"]
    ends = authorisation(number=number, now=office.now)["ends_on"]
    assert ends is not None
    with pytest.raises(NotInTimeError, match="too early"):
        expire(office.call("register"), case=case)
    office.now = datetime.fromisoformat(f"{ends}T05:00:00+00:00") + timedelta(days=1)
    expire(office.call("register"), case=case)
    assert authorisation(number=number, now=office.now)["status"] == "expired"
