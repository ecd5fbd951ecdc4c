"""Genuine things used against whoever verifies: an old list, a list of another state, a folder with more in it."""

import dataclasses
import io
import json
import zipfile
from contextlib import nullcontext
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from rugsat.evidence.credentials.key_ring import KeyRing, Use, make_key_ring, trust_file
from rugsat.evidence.credentials.signed import sign_digest, signature_beside
from rugsat.evidence.credentials.signer import CredentialError
from rugsat.evidence.credentials.status_list import Status, StatusList, read_status_list, status_list
from rugsat.evidence.credentials.trust import read_trust
from rugsat.evidence.log.errors import LogError
from rugsat.evidence.log.register_digest import register_digest
from rugsat.operations.certificate.issue import Issued, issue
from rugsat.operations.verification.register_archive import register_folder
from rugsat.operations.verification.status import open_snapshot
from rugsat.operations.verification.verify import Means, verify_file
from tests.evidence.credentials.made_by_hand import AT, CERTIFICATE, LIST

ON = date(2026, 7, 1)
LATELY = datetime.combine(ON, AT.timetz()) - timedelta(hours=20)
PLACE = 48213


@pytest.fixture
def code(issued: Issued, tmp_path: Path) -> Path:
    (tmp_path / "code").write_text(issued.code)
    return tmp_path / "code"


def listed(ring: KeyRing, status: Status, *, at: datetime = LATELY, days: int = 2) -> StatusList:
    made = status_list({PLACE: status}, uri=LIST, size=50_000, as_of=at, valid_for=timedelta(days=days))
    signed = made.to_jwt(signer=ring.signer(Use.CREDENTIALS, at)).encode()
    return read_status_list(signed, trust=read_trust([trust_file(ring.folder)]))


def means(ring: KeyRing, *lists: StatusList) -> Means:
    return Means(trust=read_trust([trust_file(ring.folder)]), on=ON, lists=lists)


@pytest.mark.parametrize(
    ("said", "known", "exit_code"),
    [(Status.VALID, "unknown", 0), (Status.SUSPENDED, "suspended", 3), (Status.REVOKED, "revoked", 3)],
)
def test_a_list_whose_time_is_over_vouches_for_nobody_and_still_warns(
    ring: KeyRing, code: Path, said: Status, known: str, exit_code: int
):
    answer = verify_file(code, means(ring, listed(ring, said, at=AT)))
    assert (answer.status, answer.exit_code) == (known, exit_code)
    assert any("get the present one" in note for note in answer.notes)


def test_a_list_of_its_last_day_is_still_believed(ring: KeyRing, code: Path):
    answer = verify_file(code, means(ring, listed(ring, Status.VALID, at=LATELY, days=1)))
    assert (answer.status, answer.notes) == ("valid", ())


@pytest.fixture
def other_state(tmp_path: Path) -> KeyRing:
    return make_key_ring(tmp_path / "kz", jurisdiction="kz", authority={"en": "Of Kazakhstan"}, on=date(2026, 1, 1))


def test_a_list_that_another_state_signed_under_the_same_name_says_nothing(
    ring: KeyRing, other_state: KeyRing, code: Path
):
    foreign = listed(other_state, Status.VALID)
    own = listed(ring, Status.REVOKED, at=LATELY - timedelta(hours=1))
    both = read_trust([trust_file(ring.folder), trust_file(other_state.folder)])
    for lists, status in (((foreign,), "unknown"), ((foreign, own), "revoked")):
        answer = verify_file(code, Means(trust=both, on=ON, lists=lists))
        assert (answer.problem, answer.status) == ("", status)


def test_a_certificate_that_another_state_signed_is_refused_though_both_are_trusted(
    issued: Issued, other_state: KeyRing, tmp_path: Path, ring: KeyRing
):
    forged = issue(CERTIFICATE, ring=other_state, at=AT)
    trust = read_trust([trust_file(ring.folder), trust_file(other_state.folder)])
    for name, content in (
        ("document", forged.document),
        ("code", forged.code.encode()),
        ("credential", forged.credential.encode()),
    ):
        (tmp_path / name).write_bytes(content)
        assert "signs for another" in verify_file(tmp_path / name, Means(trust=trust, on=ON)).problem
    (tmp_path / "document").write_bytes(issued.document)
    assert verify_file(tmp_path / "document", Means(trust=trust, on=ON)).problem == ""


PARTIES = "party,kind,name,lei,country,since,until,recorded_us,act\nTM-P-00417,legal_entity,G,,TM,2026-01-01,,1,a\n"
HELD = (
    "authorisation,party,instrument,class,status,licensed_w,since,until,recorded_us,act\n"
    "{number},TM-P-00417,mining_registration,industrial,{status},,2026-03-09,,1,a\n"
)


def snapshot(folder: Path, ring: KeyRing, status: str, *, at: datetime) -> Path:
    folder.mkdir(parents=True)
    (folder / "parties.csv").write_text(PARTIES)
    (folder / "authorisations.csv").write_text(HELD.format(number=CERTIFICATE.number, status=status))
    signer = ring.signer(Use.CREDENTIALS, at)
    signature_beside(folder).write_text(sign_digest(register_digest(folder), what="register", at=at, signer=signer))
    return folder


@pytest.mark.parametrize(("hours", "status"), [(1, "suspended"), (-1, "valid")])
def test_of_a_list_and_a_register_the_later_one_is_believed(
    ring: KeyRing, code: Path, tmp_path: Path, hours: int, status: str
):
    folder = snapshot(tmp_path / "2026-07-01", ring, "suspended", at=LATELY + timedelta(hours=hours))
    held = means(ring, listed(ring, Status.VALID))
    known = open_snapshot(folder, trust=held.trust)
    assert verify_file(code, dataclasses.replace(held, snapshot=known)).status == status


def test_a_register_that_another_state_signed_says_nothing_of_a_certificate(
    ring: KeyRing, other_state: KeyRing, code: Path, tmp_path: Path
):
    folder = snapshot(tmp_path / "2026-07-01", other_state, "in_force", at=LATELY)
    trust = read_trust([trust_file(ring.folder), trust_file(other_state.folder)])
    known = Means(trust=trust, on=ON, snapshot=open_snapshot(folder, trust=trust))
    assert verify_file(code, known).status == "unknown"


def archive(folder: Path, more: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for path in sorted(folder.iterdir()):
            packed.write(path, f"{folder.name}/{path.name}")
        packed.write(signature_beside(folder), f"{folder.name}.jws")
        for name, content in more.items():
            packed.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "name",
    ["2026-07-01/.warnings.csv", "2026-07-01/README.csv", "2026-07-01/README_wallets.parquet", "../2026-07-01/x.csv",
     "2026-07-01/../x.csv", "2026-07-01//x.csv", "./2026-07-01/x.csv", "/2026-07-01/x.csv", "2026-07-01/x\n.csv",
     "2026-07-01\\x.csv", "2026-07-01/parties.csv", "other/x.csv", "x.csv", "2026-07-01/", "2026-07-01/a b.csv"],
)  # fmt: skip
def test_an_archive_with_a_file_that_no_signature_covers_is_no_register(ring: KeyRing, tmp_path: Path, name: str):
    folder = snapshot(tmp_path / "2026-07-01", ring, "in_force", at=LATELY)
    with pytest.warns(UserWarning) if name == "2026-07-01/parties.csv" else nullcontext():
        made = archive(folder, {name: b"x"})
    (tmp_path / "register.zip").write_bytes(made)
    with pytest.raises(CredentialError, match="no archive"), register_folder(tmp_path / "register.zip"):
        raise AssertionError
    assert verify_file(tmp_path / "register.zip", means(ring)).exit_code == 1


def test_one_file_whose_name_holds_the_line_of_another_does_not_stand_for_both(ring: KeyRing, tmp_path: Path):
    folder = snapshot(tmp_path / "2026-07-01", ring, "in_force", at=LATELY)
    held = {path.name: path.read_bytes() for path in folder.iterdir()}
    name = f"authorisations.csv\n{sha256(held['parties.csv']).hexdigest()}  parties.csv"
    (folder / "parties.csv").unlink()
    (folder / "authorisations.csv").rename(folder / name)
    with pytest.raises(LogError, match="no table"):
        register_digest(folder)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_archive_whose_packing_is_damaged_is_refused_and_crashes_nobody(ring: KeyRing, tmp_path: Path, method: int):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as packed:
        packed.writestr("2026-07-01/parties.csv", PARTIES * 50)
    whole = out.getvalue()
    begin = whole.index(b"parties.csv") + len("parties.csv")
    path = tmp_path / "register.zip"
    for place in range(begin, begin + 40):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        assert verify_file(path, means(ring)).exit_code == 1


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"a.b.c", b"eyJ9.eyJ9.\xe9"])
def test_a_signature_beside_that_is_no_text_is_no_signature(ring: KeyRing, tmp_path: Path, content: bytes):
    folder = snapshot(tmp_path / "2026-07-01", ring, "in_force", at=LATELY)
    signature_beside(folder).write_bytes(content)
    with pytest.raises(CredentialError):
        open_snapshot(folder, trust=means(ring).trust)
    receipt = tmp_path / "receipt.json"
    receipt.write_text(json.dumps({"sender": "s", "return": "r", "status": "accepted", "rule_pack": "0"}))
    signature_beside(receipt).write_bytes(content)
    assert verify_file(receipt, means(ring)).exit_code == 1
