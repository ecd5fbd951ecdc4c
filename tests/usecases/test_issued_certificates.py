"""The office issues certificates with its own keys, keeps them, and publishes what has become of them."""

from pathlib import Path

import pytest
from django.db import OperationalError

from rugsat.domain.licensing.officers import ConflictOfInterestError
from rugsat.evidence.credentials.key_ring import make_key_ring
from rugsat.kernel.period import Period
from rugsat.law.resolve import resolve
from rugsat.store.bitemporal import Said, as_of, write
from rugsat.store.certificates.models import IssuedCertificate
from rugsat.store.documents import read
from rugsat.store.kept_law import law_in_force
from rugsat.store.licensing.models import AuthorisationFacts, Case
from rugsat.store.outbox.models import Entry
from rugsat.store.parties.models import Party
from rugsat.store.queries.certificates import files, issued
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.store.statuses import put_in_place, status_list_file
from rugsat.usecases import publish_statuses as publishing
from rugsat.usecases import use_case as carrying_out
from rugsat.usecases.call import DatabaseFailedError
from rugsat.usecases.countersign import countersign
from rugsat.usecases.issue_certificate import NoKeysError, issue_certificate
from rugsat.usecases.publish_statuses import publish_statuses
from rugsat.usecases.record_tie import record_tie
from rugsat.usecases.suspend import suspend
from tests.usecases.people import Office, apply, grant_it, prepare


@pytest.fixture
def number(office: Office) -> str:
    prepare(office)
    return grant_it(office, apply(office))


@pytest.fixture
def keys(office: Office, settings) -> Path:
    folder: Path = settings.OFFICE / "keys" / "authority"
    make_key_ring(folder, jurisdiction="tm", authority={"en": "Central Bank"}, on=office.now.date())
    return folder


def test_a_certificate_is_kept_as_it_was_issued_and_logged_by_its_digests(office: Office, number: str, keys: Path):
    told = issue_certificate(office.call("anna"), number=number).told
    assert read(told["document"]).startswith(b"%PDF-")
    held = files(number=number)
    assert set(held) == {"pdf", "sd-jwt", "code.txt"}
    assert held["pdf"] == read(told["document"])
    entry = Entry.objects.get(kind="certificate_issued")
    assert entry.subject == number
    office.wait(1)
    issue_certificate(office.call("anna"), number=number)
    latest, first = issued(number=number)
    assert latest["issued_at"] > first["issued_at"]
    assert first["document"] == told["document"]


def test_another_party_sees_no_certificate(office: Office, number: str, keys: Path):
    issue_certificate(office.call("anna"), number=number)
    assert len(issued(number=number, party="karakum")) == 1
    assert issued(number=number, party="altyn") == []
    with pytest.raises(NotOnTheRegisterError):
        files(number=number, party="altyn")


def test_a_certificate_of_the_holder_before_is_not_shown_to_the_one_after(office: Office, number: str, keys: Path):
    issue_certificate(office.call("anna"), number=number)
    Party.objects.create(party="newco", opened_at=office.now)
    held = as_of(AuthorisationFacts).get(authorisation_id=number)
    office.wait(1)
    passed = Said({"authorisation_id": number}, {"party_id": "newco", "cls": held.cls, "status": "in_force"})
    write(AuthorisationFacts, [passed], period=Period(office.now.date()), at=office.now, act="passed")
    assert (issued(number=number, party="newco"), issued(number=number, party="karakum")) == ([], [])
    with pytest.raises(NotOnTheRegisterError, match="no certificate"):
        files(number=number, party="newco")
    assert len(issued(number=number)) == 1, "the authority sees them all"


def test_without_keys_or_authorisation_or_with_a_tie_nothing_is_issued(office: Office, number: str):
    with pytest.raises(NoKeysError, match="make-keys"):
        issue_certificate(office.call("anna"), number=number)
    assert not IssuedCertificate.objects.exists()


def test_an_officer_who_is_tied_to_the_holder_issues_nothing(office: Office, number: str, keys: Path):
    with pytest.raises(NotOnTheRegisterError, match="no authorisation"):
        issue_certificate(office.call("anna"), number="TM-MR-2026-999999-00")
    tied = {"login": "batyr", "party": "karakum", "since": office.now.date(), "note": "brother"}
    record_tie(office.call("batyr"), **tied)
    with pytest.raises(ConflictOfInterestError):
        issue_certificate(office.call("batyr"), number=number)
    assert not IssuedCertificate.objects.exists()


def test_what_is_suspended_is_in_the_published_list(office: Office, number: str, keys: Path):
    assert publish_statuses(office.call("register")).told["not_valid"] == 0
    before = status_list_file("jwt").read_bytes()
    suspend_karakum(office)
    assert publish_statuses(office.call("register")).told["not_valid"] == 1
    assert status_list_file("jwt").read_bytes() != before
    assert status_list_file("cwt").is_file()


def suspend_karakum(office: Office) -> None:
    case = Case.objects.get(party_id="karakum").case
    ground = resolve(law_in_force(), "procedure.urgent_suspension_grounds", office.now.date()).value[0]
    countersign(office.call("serdar"), case=case, signs_for="suspend")
    suspend(office.call("dilber"), case=case, ground=ground)


def test_a_list_whose_publication_is_undone_is_not_public(office: Office, number: str, keys: Path, monkeypatch):
    publish_statuses(office.call("register"))
    before = [status_list_file(form).read_bytes() for form in ("jwt", "cwt")]
    suspend_karakum(office)

    def fail(*_what: object, **_more: object) -> None:
        message = "the disk is full"
        raise OperationalError(message)

    with monkeypatch.context() as broken:
        broken.setattr(carrying_out, "post", fail)
        with pytest.raises(DatabaseFailedError):
            publish_statuses(office.call("register"))
    assert [status_list_file(form).read_bytes() for form in ("jwt", "cwt")] == before
    assert Entry.objects.filter(kind="statuses_published").count() == 1


def test_after_a_crash_between_log_and_file_the_next_call_puts_the_list_in_place(
    office: Office, number: str, keys: Path, monkeypatch
):
    publish_statuses(office.call("register"))
    before = [status_list_file(form).read_bytes() for form in ("jwt", "cwt")]
    suspend_karakum(office)

    def crash(*_what: object, **_more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(publishing, "put_in_place", crash)
        with pytest.raises(KeyboardInterrupt):
            publish_statuses(office.call("register"))
    assert Entry.objects.filter(kind="statuses_published").count() == 2
    assert [status_list_file(form).read_bytes() for form in ("jwt", "cwt")] == before
    publish_statuses(office.call("register"))
    after = [status_list_file(form).read_bytes() for form in ("jwt", "cwt")]
    assert all(one != other for one, other in zip(before, after, strict=True))


def test_a_list_that_comes_late_does_not_take_the_place_of_a_newer_one(office: Office, number: str, keys: Path):
    publish_statuses(office.call("register"))
    publish_statuses(office.call("register"))
    before = status_list_file("jwt").read_bytes()
    put_in_place({"jwt": b"older"}, number=1)
    assert status_list_file("jwt").read_bytes() == before
    put_in_place({"jwt": b"newest"}, number=2)
    assert status_list_file("jwt").read_bytes() == b"newest"
