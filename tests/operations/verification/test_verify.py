"""Whatever the authority signed is verified from the file alone, and its status is known or called unknown."""

import dataclasses
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from rugsat.evidence.credentials.key_ring import KeyRing, Use, make_key_ring, rotated, trust_file
from rugsat.evidence.credentials.signed import sign_digest, signature_beside
from rugsat.evidence.credentials.signer import CredentialError
from rugsat.evidence.credentials.status_list import Status, status_list
from rugsat.evidence.credentials.trust import read_trust
from rugsat.evidence.log.register_digest import register_digest
from rugsat.law.pack import load_jurisdiction
from rugsat.operations.certificate.issue import Issued, issue
from rugsat.operations.certificate.paper import picture_of
from rugsat.operations.verification.answer import Kind, Term
from rugsat.operations.verification.register_archive import register_folder
from rugsat.operations.verification.status import open_snapshot, read_lists
from rugsat.operations.verification.verify import Means, verify, verify_file
from tests.evidence.credentials.made_by_hand import AT, CERTIFICATE, LIST

ON = date(2026, 7, 1)
KNOWN = datetime(2026, 6, 30, 18, tzinfo=UTC)


@pytest.fixture
def means(ring: KeyRing) -> Means:
    return Means(trust=ring.trust, on=ON)


Saved = Callable[[str], Path]


@pytest.fixture
def saved(issued: Issued, tmp_path: Path) -> Saved:
    """Saves a form of the certificate as its holder would."""

    def save(form: str) -> Path:
        content: dict[str, bytes] = {
            "document": issued.document,
            "code": f"{issued.code}\n".encode(),
            "credential": f"{issued.credential}\n".encode(),
        }
        (tmp_path / form).write_bytes(content[form])
        return tmp_path / form

    return save


def listed(ring: KeyRing, held: dict[int, Status], *, at: datetime = KNOWN, uri: str = LIST) -> bytes:
    made = status_list(held, uri=uri, size=50_000, as_of=at, valid_for=timedelta(days=2))
    return made.to_jwt(signer=ring.signer(Use.CREDENTIALS, at)).encode()


@pytest.mark.parametrize("form", ["document", "code", "credential"])
def test_each_form_of_a_certificate_says_the_same_and_that_its_status_is_unknown(saved: Saved, means: Means, form: str):
    answer = verify_file(saved(form), means)
    assert (answer.kind, answer.problem, answer.number) == (Kind(form), "", CERTIFICATE.number)
    assert (answer.said["holder"], answer.term, answer.signed_at) == (CERTIFICATE.holder, Term.IN_TERM, AT)
    assert (answer.status, answer.status_as_of, answer.demonstration) == ("unknown", None, True)
    assert any(LIST in note for note in answer.notes)
    assert answer.exit_code == 0


@pytest.mark.parametrize("form", ["document", "code", "credential"])
@pytest.mark.parametrize(
    ("held", "exit_code"),
    [({}, 0), ({48213: Status.SUSPENDED}, 3), ({48213: Status.REVOKED}, 3)],
    ids=["valid", "suspended", "revoked"],
)
def test_a_status_list_says_what_became_of_it_and_as_of_when(
    saved: Saved, ring: KeyRing, means: Means, form: str, held: dict[int, Status], exit_code: int
):
    path = saved(form)
    (path.parent / "list.jwt").write_bytes(listed(ring, held))
    known = dataclasses.replace(means, lists=read_lists([path.parent / "list.jwt"], trust=ring.trust))
    answer = verify_file(path, known)
    status = held.get(48213, Status.VALID).name.lower()
    assert (answer.status, answer.status_as_of, answer.exit_code) == (status, KNOWN, exit_code)


def test_the_newest_of_several_lists_counts_and_another_list_says_nothing(
    saved: Saved, ring: KeyRing, means: Means, tmp_path: Path
):
    older, newer, other = (tmp_path / name for name in ("older", "newer", "other"))
    older.write_bytes(listed(ring, {48213: Status.SUSPENDED}))
    newer.write_bytes(listed(ring, {}, at=KNOWN + timedelta(hours=1)))
    other.write_bytes(listed(ring, {48213: Status.REVOKED}, uri="urn:rugsat:tm:status:2"))
    lists = read_lists([newer, older, other], trust=ring.trust)
    answer = verify_file(saved("code"), dataclasses.replace(means, lists=lists))
    assert (answer.status, answer.status_as_of) == ("valid", KNOWN + timedelta(hours=1))
    only_other = dataclasses.replace(means, lists=lists[2:])
    assert verify_file(saved("code"), only_other).status == "unknown"


def test_an_old_list_is_used_and_said_to_be_old(saved: Saved, ring: KeyRing, means: Means, tmp_path: Path):
    (tmp_path / "list").write_bytes(listed(ring, {}, at=KNOWN - timedelta(days=30)))
    lists = read_lists([tmp_path / "list"], trust=ring.trust)
    answer = verify_file(saved("code"), dataclasses.replace(means, lists=lists))
    assert any("get the present one" in note for note in answer.notes)


def test_a_list_that_nobody_trusted_signed_is_refused(ring: KeyRing, tmp_path: Path):
    (tmp_path / "list").write_bytes(listed(ring, {}).replace(b".", b".A", 1))
    with pytest.raises(CredentialError, match="list: "):
        read_lists([tmp_path / "list"], trust=ring.trust)


@pytest.mark.parametrize(
    ("on", "term", "exit_code"),
    [
        (date(2026, 3, 8), Term.NOT_YET, 3),
        (date(2026, 3, 9), Term.IN_TERM, 0),
        (date(2029, 3, 8), Term.IN_TERM, 0),
        (date(2029, 3, 9), Term.ENDED, 3),
    ],
)
def test_a_certificate_holds_from_its_first_day_until_the_day_that_it_names(
    saved: Saved, means: Means, on: date, term: Term, exit_code: int
):
    for form in ("document", "code", "credential"):
        answer = verify_file(saved(form), dataclasses.replace(means, on=on))
        assert (answer.term, answer.exit_code) == (term, exit_code)


@pytest.mark.parametrize("form", ["document", "code", "credential"])
def test_a_changed_certificate_is_not_to_be_relied_on_and_says_nothing(saved: Saved, means: Means, form: str):
    path = saved(form)
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 1
    path.write_bytes(bytes(content))
    answer = verify_file(path, means)
    assert (answer.exit_code, bool(answer.problem), answer.said) == (1, True, {})


def test_the_text_of_a_code_and_a_picture_of_it_are_verified_too(
    issued: Issued, ring: KeyRing, means: Means, tmp_path: Path
):
    picture = picture_of(CERTIFICATE, code=issued.code, key="k", at=AT, dots_per_inch=150)
    (tmp_path / "photo.png").write_bytes(picture)
    for asked in (
        issued.code,
        f"https://register.example/v/{issued.code.partition(':')[2]}",
        str(tmp_path / "photo.png"),
    ):
        answer = verify(asked, means)
        assert (answer.kind, answer.number, answer.exit_code) == (Kind.CODE, CERTIFICATE.number, 0)


def test_a_picture_without_a_code_is_refused(means: Means, tmp_path: Path):
    plain = dataclasses.replace(CERTIFICATE, sites=())
    picture = picture_of(plain, code="RUGSAT:" + "A" * 80, key="k", at=AT, dots_per_inch=20)
    (tmp_path / "photo.png").write_bytes(picture)
    assert "0 codes are seen" in verify_file(tmp_path / "photo.png", means).problem


def test_a_pdf_of_the_authority_that_is_signed_with_the_key_of_codes_only_is_refused(
    issued: Issued, ring: KeyRing, means: Means, tmp_path: Path
):
    credentials = ring.signer(Use.CREDENTIALS, AT).key.id
    only = dataclasses.replace(ring.trust, keys={credentials: ring.trust.keys[credentials]})
    (tmp_path / "c.pdf").write_bytes(issued.document)
    assert (
        "not among the trusted ones" in verify_file(tmp_path / "c.pdf", dataclasses.replace(means, trust=only)).problem
    )


def test_both_forms_of_a_status_list_are_verified_themselves(ring: KeyRing, means: Means, tmp_path: Path):
    made = status_list({7: Status.REVOKED}, uri=LIST, size=64, as_of=KNOWN)
    signer = ring.signer(Use.CREDENTIALS, KNOWN)
    for name, content in (("jwt", made.to_jwt(signer=signer).encode()), ("cwt", made.to_cwt(signer=signer))):
        (tmp_path / name).write_bytes(content)
        answer = verify_file(tmp_path / name, means)
        assert (answer.kind, answer.number, answer.said["revoked"]) == (Kind.STATUS_LIST, LIST, 1)
        (tmp_path / name).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        assert verify_file(tmp_path / name, means).exit_code == 1


def test_a_rule_pack_is_verified_by_the_signature_beside_it(ring: KeyRing, means: Means, tmp_path: Path):
    path, pack = tmp_path / "tm.json", load_jurisdiction("tm")
    path.write_bytes(pack.to_bytes())
    assert "nobody signed it" in verify_file(path, means).problem
    statement = sign_digest(pack.digest, what="rule_pack", at=AT, signer=ring.signer(Use.CREDENTIALS, AT))
    signature_beside(path).write_text(statement)
    answer = verify_file(path, means)
    assert (answer.kind, answer.number, answer.signed_at) == (Kind.RULE_PACK, pack.digest, AT)
    path.write_bytes(pack.to_bytes().replace(b"2026", b"2027", 1))
    assert "it was changed" in verify_file(path, means).problem


def test_a_signature_on_a_receipt_is_none_on_a_rule_pack(ring: KeyRing, means: Means, tmp_path: Path):
    path, pack = tmp_path / "tm.json", load_jurisdiction("tm")
    path.write_bytes(pack.to_bytes())
    statement = sign_digest(pack.digest, what="receipt", at=AT, signer=ring.signer(Use.CREDENTIALS, AT))
    signature_beside(path).write_text(statement)
    assert "the signature is on receipt" in verify_file(path, means).problem


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    folder = tmp_path / "register"
    folder.mkdir()
    (folder / "parties.csv").write_text(
        "party,kind,name,lei,country,since,until,recorded_us,act\n"
        "TM-P-00417,legal_entity,Garagum,,TM,2026-01-01,,2026-01-01T00:00:00Z,\n"
    )
    head = "authorisation,party,instrument,class,status,licensed_w,since,until,recorded_us,act\n"
    row = "TM-MR-2026-000123,TM-P-00417,mining_registration,industrial,{},5600000,{},{},2026-06-30T00:00:00Z,\n"
    rows = row.format("in_force", "2026-03-09", "2026-06-01") + row.format("suspended", "2026-06-01", "")
    (folder / "authorisations.csv").write_text(head + rows)
    return folder


def signed(snapshot: Path, ring: KeyRing) -> None:
    statement = sign_digest(
        register_digest(snapshot), what="register", at=KNOWN, signer=ring.signer(Use.CREDENTIALS, KNOWN)
    )
    signature_beside(snapshot).write_text(statement)


@pytest.mark.parametrize(
    ("on", "status", "exit_code"), [(date(2026, 5, 31), "valid", 0), (date(2026, 6, 1), "suspended", 3)]
)
def test_a_number_is_looked_up_in_a_signed_snapshot_as_of_a_day(
    snapshot: Path, ring: KeyRing, means: Means, on: date, status: str, exit_code: int
):
    signed(snapshot, ring)
    asked = dataclasses.replace(means, on=on, snapshot=open_snapshot(snapshot, trust=ring.trust))
    answer = verify(CERTIFICATE.number, asked)
    assert (answer.kind, answer.status, answer.status_as_of) == (Kind.REGISTER, status, KNOWN)
    assert (answer.said["holder"], answer.exit_code) == ("Garagum", exit_code)


def test_a_certificate_takes_its_status_from_a_signed_snapshot_where_no_list_is_given(
    saved: Saved, snapshot: Path, ring: KeyRing, means: Means
):
    unsigned = dataclasses.replace(means, snapshot=open_snapshot(snapshot, trust=ring.trust))
    assert verify_file(saved("code"), unsigned).status == "unknown"
    signed(snapshot, ring)
    known = dataclasses.replace(means, snapshot=open_snapshot(snapshot, trust=ring.trust))
    answer = verify_file(saved("code"), known)
    assert (answer.status, answer.status_as_of, answer.exit_code) == ("suspended", KNOWN, 3)


def test_a_snapshot_that_nobody_signed_answers_but_is_not_relied_on_and_a_changed_one_is_refused(
    snapshot: Path, ring: KeyRing, means: Means
):
    asked = dataclasses.replace(means, snapshot=open_snapshot(snapshot, trust=ring.trust))
    answer = verify(CERTIFICATE.number, asked)
    assert (answer.status, answer.exit_code) == ("suspended", 1)
    signed(snapshot, ring)
    table = snapshot / "authorisations.csv"
    table.write_text(table.read_text().replace("suspended", "in_force"))
    with pytest.raises(CredentialError, match="it was changed"):
        open_snapshot(snapshot, trust=ring.trust)


def packed(snapshot: Path, *more: tuple[str, str]) -> Path:
    archive = snapshot.with_suffix(".zip")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for table in snapshot.iterdir():
            file.write(table, f"{snapshot.name}/{table.name}")
        if signature_beside(snapshot).is_file():
            file.write(signature_beside(snapshot), signature_beside(snapshot).name)
        for name, text in more:
            file.writestr(name, text)
    return archive


def test_a_snapshot_as_one_file_is_verified_and_asked(snapshot: Path, ring: KeyRing, means: Means):
    assert "nobody signed it" in verify_file(packed(snapshot), means).problem
    signed(snapshot, ring)
    archive = packed(snapshot)
    answer = verify_file(archive, means)
    assert (answer.kind, answer.problem, answer.signed_at) == (Kind.REGISTER, "", KNOWN)
    assert (answer.number, answer.said["tables"]) == (register_digest(snapshot), ["authorisations", "parties"])
    with register_folder(archive) as folder:
        asked = dataclasses.replace(means, snapshot=open_snapshot(folder, trust=ring.trust))
        assert verify(CERTIFICATE.number, asked).status == "suspended"
    assert not folder.exists()
    (snapshot / "parties.csv").write_text("party\n")
    assert "it was changed" in verify_file(packed(snapshot), means).problem


@pytest.mark.parametrize(
    "name", ["../evil.csv", "/evil.csv", "register/../../evil.csv", "other/parties.csv", "note.txt"]
)
def test_an_archive_that_holds_anything_else_is_no_snapshot(snapshot: Path, ring: KeyRing, means: Means, name: str):
    signed(snapshot, ring)
    archive = packed(snapshot, (name, "x"))
    assert verify_file(archive, means).exit_code == 1
    with pytest.raises(CredentialError, match="no archive of a register snapshot"), register_folder(archive):
        pass


def test_a_number_that_the_register_does_not_know_or_no_register_is_said(snapshot: Path, ring: KeyRing, means: Means):
    asked = dataclasses.replace(means, snapshot=open_snapshot(snapshot, trust=ring.trust))
    with pytest.raises(CredentialError, match="knows no authorisation 'TM-MR-2026-999999'"):
        verify("TM-MR-2026-999999", asked)
    with pytest.raises(CredentialError, match="give --register"):
        verify(CERTIFICATE.number, means)


@pytest.mark.parametrize("content", [b"", b"hello", b"{}", b"[1]", b"ey", b"\xff\xfe\x00", b"ey~"])
def test_a_file_of_another_kind_is_refused_and_not_crashed_on(means: Means, tmp_path: Path, content: bytes):
    path = tmp_path / "thing"
    path.write_bytes(content)
    try:
        assert verify_file(path, means).exit_code == 1
    except CredentialError as error:
        assert "nothing that can be verified" in str(error)


@pytest.mark.parametrize("head", [b"%PDF-1.7\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\xd2\x84"])
def test_the_beginning_of_a_file_without_the_rest_is_not_relied_on(means: Means, tmp_path: Path, head: bytes):
    path = tmp_path / "thing"
    for rest in (b"", b"\0" * 40, b"%%EOF"):
        path.write_bytes(head + rest)
        assert verify_file(path, means).exit_code == 1


def test_the_keys_that_are_handed_out_verify_a_certificate_issued_before_they_were_rotated(
    issued: Issued, ring: KeyRing, tmp_path: Path
):
    own = make_key_ring(tmp_path / "own", jurisdiction="tm", authority=CERTIFICATE.issued_by, on=date(2026, 1, 1))
    made = issue(CERTIFICATE, ring=own, at=AT)
    rotated(own, on=date(2026, 12, 1), since=date(2027, 1, 1))
    (tmp_path / "c.pdf").write_bytes(made.document)
    means = Means(trust=read_trust([trust_file(own.folder)]), on=ON)
    assert verify_file(tmp_path / "c.pdf", means).exit_code == 0
    assert json.loads(json.dumps(verify_file(tmp_path / "c.pdf", means).to_json()))["signature"] == "valid"
