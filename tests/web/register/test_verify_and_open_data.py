import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from rugsat.evidence.credentials.certificate import certificate_from_json
from rugsat.evidence.credentials.cwt import code_text, compact
from rugsat.evidence.credentials.key_ring import KeyRing, Use, make_key_ring, trust_file
from rugsat.evidence.credentials.trust import read_trust
from rugsat.operations.certificate.example import example_of
from rugsat.operations.verification.status import entry_of, open_snapshot
from rugsat.store.outbox.models import Entry
from rugsat.store.snapshot.public import published
from rugsat.usecases.import_register import import_register
from rugsat.usecases.publish_public_register import publish_public_register
from rugsat.web.register.files import CASPS
from tests.usecases.people import Office
from tests.web.register.conftest import suspend_it

ESMA = Path(__file__).parents[3] / "examples" / "demo" / "data" / "esma_casp_2026-02-09.csv"


@pytest.fixture
def keys(office: Office, settings) -> KeyRing:
    folder = settings.OFFICE / "keys" / "authority"
    return make_key_ring(folder, jurisdiction="tm", authority={"en": "Central Bank"}, on=date(2026, 1, 1))


def code_of(number: str, keys: KeyRing, office: Office) -> str:
    described = {**example_of("tm", on=office.now.date()).to_json(), "number": number}
    signer = keys.signer(Use.CREDENTIALS, office.now)
    return code_text(compact(certificate_from_json(described), at=office.now, signer=signer))


def test_a_number_is_verified_by_what_the_register_says_today(office: Office, client: Client, number: str):
    assert "The register says so today." in client.get("/verify", {"text": number}).content.decode()
    suspend_it(office)
    shown = client.get("/verify", {"text": number}).content.decode()
    assert "The register says so today." not in shown
    assert "The holder may not act under it." in shown


def test_the_text_of_a_code_is_verified_by_its_signature(office: Office, client: Client, number: str, keys: KeyRing):
    text = code_of(number, keys, office)
    shown = client.get("/verify", {"text": text}).content.decode()
    assert "The signature on the code is valid" in shown
    assert "The register says so today." in shown
    changed = text[:-30] + ("A" if text[-30] != "A" else "B") + text[-29:]
    assert "Do not rely on it" in client.get("/verify", {"text": changed}).content.decode()


def test_a_code_that_another_authority_signed_is_not_relied_on(
    office: Office, client: Client, number: str, keys: KeyRing, tmp_path: Path
):
    other = make_key_ring(tmp_path / "other", jurisdiction="tm", authority={"en": "Other"}, on=date(2026, 1, 1))
    shown = client.get("/verify", {"text": code_of(number, other, office)}).content.decode()
    assert "Do not rely on it" in shown


def test_a_signed_number_that_is_not_on_the_register_is_said_to_be_unknown(
    office: Office, client: Client, keys: KeyRing
):
    shown = client.get("/verify", {"text": code_of("TM-MR-2026-000009-30", keys, office)}).content.decode()
    assert "The signature on the code is valid" in shown
    assert "Not on the register" in shown


@pytest.mark.parametrize(
    ("text", "said"), [("TM-MR-2026-000001-99", "neither a number"), ("/etc/passwd", "neither a number")]
)
def test_what_is_no_number_is_told_from_a_number_that_is_unknown(office: Office, client: Client, text: str, said: str):
    assert said in client.get("/verify", {"text": text}).content.decode()


def test_a_published_day_is_verified_without_the_server(
    office: Office, client: Client, number: str, keys: KeyRing, tmp_path: Path
):
    done = publish_public_register(office.call("register"))
    day = office.now.date()
    assert Entry.objects.filter(kind="register_published", subject=done.subject).exists()
    assert f"/data/snapshots/{day}.zip" in client.get("/data").content.decode()
    packed = b"".join(client.get(f"/data/snapshots/{day}.zip").streaming_content)
    zipfile.ZipFile(io.BytesIO(packed)).extractall(tmp_path / "mirror")
    (tmp_path / "trust.json").write_bytes(b"".join(client.get("/keys").streaming_content))
    assert trust_file(keys.folder).read_bytes() == (tmp_path / "trust.json").read_bytes()
    snapshot = open_snapshot(tmp_path / "mirror" / f"{day}", trust=read_trust([tmp_path / "trust.json"]))
    assert snapshot.statement is not None
    held = entry_of(snapshot, number, on=day)
    assert held is not None
    assert (held["holder"], held["status"]) == ("Karakum Hash", "valid")
    held_files = {path.stem for path in (tmp_path / "mirror" / f"{day}").iterdir()}
    assert held_files == {"parties", "authorisations", "sites", "approved_assets", "approved_providers", "warnings"}


def test_a_day_is_published_once_and_unsigned_where_the_office_has_no_keys(office: Office, client: Client):
    assert publish_public_register(office.call("register")).told["signed"] is False
    assert "not signed" in client.get("/data").content.decode()
    with pytest.raises(Exception, match="published already"):
        publish_public_register(office.call("register"))


def test_killed_before_its_digest_is_logged_a_day_is_not_public_and_is_published_later(
    office: Office, client: Client, monkeypatch: pytest.MonkeyPatch
):
    def killed(*_: object, **__: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched, pytest.raises(SystemExit):
        patched.setattr("rugsat.usecases.use_case.post", killed)
        publish_public_register(office.call("register"))
    day = office.now.date()
    assert client.get(f"/data/snapshots/{day}.zip").status_code == 404
    assert published() == []
    done = publish_public_register(office.call("register"))
    assert Entry.objects.filter(kind="register_published", subject=done.subject).exists()
    assert [(each.day, each.digest) for each in published()] == [(day, done.subject)]


def test_killed_after_its_digest_is_logged_a_day_is_made_public_by_the_next_call(
    office: Office, monkeypatch: pytest.MonkeyPatch
):
    def killed(_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched, pytest.raises(SystemExit):
        patched.setattr("rugsat.usecases.publish_public_register.release", killed)
        publish_public_register(office.call("register"))
    (logged,) = Entry.objects.filter(kind="register_published").values_list("subject", flat=True)
    assert published() == []
    done = publish_public_register(office.call("register"))
    assert (done.subject, done.repeated) == (logged, True)
    assert [each.digest for each in published()] == [logged]
    assert Entry.objects.filter(kind="register_published").count() == 1


@pytest.mark.parametrize("name", ["../office.sqlite3", "2026-03-02", "2026-03-02.zip", "..%2f..%2fsecret"])
def test_nothing_else_is_handed_out(office: Office, client: Client, name: str):
    assert client.get(f"/data/snapshots/{name}").status_code == 404


def rows(client: Client, address: str) -> list[dict[str, str]]:
    text = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_file_in_the_columns_of_esma_can_be_put_beside_the_european_register(office: Office, client: Client):
    told = import_register(
        office.call("dilber"),
        content=ESMA.read_bytes(),
        file=ESMA.name,
        instrument="exchange_licence",
        accept_faults=True,
    ).told
    with ESMA.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        theirs = list(csv.DictReader(file))
    ours = rows(client, f"/data/casps.csv?on={office.now.date()}")
    assert tuple(ours[0]) == CASPS == tuple(theirs[0])
    by_lei = {row["ae_lei"]: row for row in ours}
    assert len(by_lei) == told["entered"] > 100
    compared = [row for row in theirs if row["ae_lei"] in by_lei and not row["ac_authorisationEndDate"]]
    same = [
        row
        for row in compared
        if row["ac_authorisationNotificationDate"] == by_lei[row["ae_lei"]]["ac_authorisationNotificationDate"]
        and row["ac_serviceCode"].split(" | ")[0][:2] == by_lei[row["ae_lei"]]["ac_serviceCode"][:2]
    ]
    assert len(same) > 0.9 * len(compared) > 90


def test_csv_and_json_say_the_same_of_every_authorisation(office: Office, client: Client, number: str):
    table = {row["number"]: row for row in rows(client, "/data/authorisations.csv")}
    document = json.loads(b"".join(client.get("/data/authorisations.json").streaming_content))
    held = {each["number"]: each for each in document["authorisations"]}
    assert table.keys() == held.keys()
    assert held[number]["licensed_w"] == 2_000_000
    assert table[number]["licensed_w"] == "2000000"
    assert held[number]["status"] == table[number]["status"] == "in_force"


def test_a_file_is_of_the_day_that_is_asked_for(office: Office, client: Client, number: str):
    before = office.now.date().replace(day=1)
    assert number not in {row["number"] for row in rows(client, f"/data/authorisations.csv?on={before}")}
