"""A certificate says what the register and the law of the day say, or is not issued."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from rugsat.evidence.credentials.certificate import StatusPosition
from rugsat.law.pack import RulePack, load_jurisdiction
from rugsat.operations.certificate.from_register import Issuing, NotCertifiableError, certificate_of
from rugsat.operations.certificate.paper import paper_of
from rugsat.operations.load_register import read_register
from tests.evidence.credentials.made_by_hand import AT

ON = date(2026, 3, 2)
Tables = dict[str, pl.DataFrame]


@pytest.fixture(scope="module")
def register(demo_inputs: Path) -> Tables:
    return read_register(demo_inputs / "register")


def test_it_says_what_register_and_law_say(register: Tables, demo_pack: RulePack):
    issuing = Issuing(on=ON, until=date(2029, 3, 2), status=StatusPosition("urn:x", 5), owners=("A",))
    made = certificate_of(register, demo_pack, "TM-MIN-0002", issuing)
    (row,) = register["register.authorisations"].filter(pl.col("authorisation") == "TM-MIN-0002").to_dicts()
    (party,) = register["register.parties"].filter(pl.col("party") == row["party"]).to_dicts()
    version = demo_pack.rulebook.instruments[row["instrument"]].on(ON)
    assert version is not None
    assert (made.holder, made.party, made.cls) == (party["name"], row["party"], row["class"])
    assert (made.licensed_w, made.since, made.until, made.issued_on) == (
        row["licensed_w"],
        row["since"],
        issuing.until,
        ON,
    )
    assert (made.title, made.issued_by, made.rests_on) == (
        version.title,
        version.issued_by,
        ({"en": str(version.citation)},),
    )
    sites = register["register.sites"].filter(pl.col("authorisation") == "TM-MIN-0002")
    assert [site.site for site in made.sites] == sorted(sites["site"])
    assert made.class_title == demo_pack.rulebook.jurisdiction.classes[row["class"]]
    assert (made.languages[0], made.status) == ("tk", issuing.status)
    assert paper_of(made, code="RUGSAT:" + "A" * 80, key="k", at=AT).startswith(b"%PDF")


def test_it_is_labelled_only_where_the_law_holds_a_demonstration(register: Tables, demo_pack: RulePack):
    issuing = Issuing(on=ON)
    assert certificate_of(register, demo_pack, "TM-MIN-0002", issuing).demonstration["en"].startswith("Demonstration")
    assert certificate_of(register, load_jurisdiction("tm"), "TM-MIN-0002", issuing).demonstration == {}


def test_what_is_not_in_force_gets_no_certificate(register: Tables, demo_pack: RulePack):
    table = register["register.authorisations"]
    suspended = table.with_columns(
        status=pl.when(pl.col("authorisation") == "TM-MIN-0002").then(pl.lit("suspended")).otherwise("status")
    )
    with pytest.raises(NotCertifiableError, match="is suspended on 2026-03-02"):
        certificate_of({**register, "register.authorisations": suspended}, demo_pack, "TM-MIN-0002", Issuing(on=ON))
    with pytest.raises(NotCertifiableError, match="no authorisation 'TM-MIN-9999'"):
        certificate_of(register, demo_pack, "TM-MIN-9999", Issuing(on=ON))
    with pytest.raises(NotCertifiableError, match="no authorisation 'TM-MIN-0002' on 1999-01-01"):
        certificate_of(register, demo_pack, "TM-MIN-0002", Issuing(on=date(1999, 1, 1)))


def test_an_instrument_that_the_law_does_not_know_is_named(register: Tables, demo_pack: RulePack):
    table = register["register.authorisations"].with_columns(instrument=pl.lit("wand"))
    with pytest.raises(NotCertifiableError, match="knows no instrument 'wand'"):
        certificate_of({**register, "register.authorisations": table}, demo_pack, "TM-MIN-0002", Issuing(on=ON))
