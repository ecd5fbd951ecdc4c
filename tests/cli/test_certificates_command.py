"""rugsat certificates and rugsat verify, from making keys to a suspended certificate, and what each refuses."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from rugsat.cli.main import app
from rugsat.evidence.credentials.extra import MissingExtraError
from rugsat.evidence.credentials.signer import CredentialError
from rugsat.kernel.language import speak

LIST = "urn:rugsat:tm:status:1"


def run(*arguments: object, language: str = "en") -> Result:
    done = CliRunner().invoke(app, ["--language", language, *map(str, arguments)])
    speak("en")
    return done


def ran(*arguments: object) -> str:
    done = run(*arguments)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with keys and an issued certificate."""
    folder = tmp_path_factory.mktemp("office")
    ran("certificates", "make-keys", folder / "keys", "--authority", "en=Central Bank of Turkmenistan")
    (folder / "description.json").write_text(ran("certificates", "example"))
    told = ran("certificates", "issue", folder / "description.json", "--keys", folder / "keys", "--out", folder / "out")
    assert "demonstration" in told
    return folder


@pytest.fixture
def key(office: Path) -> Path:
    return office / "keys" / "authority-trust.json"


@pytest.mark.parametrize("suffix", ["pdf", "code.txt", "sd-jwt"])
def test_what_was_issued_is_verified_and_then_seen_to_be_suspended(
    office: Path, key: Path, tmp_path: Path, suffix: str
):
    path = office / "out" / f"TM-EXAMPLE-0001.{suffix}"
    plain = run("verify", path, "--key", key)
    assert plain.exit_code == 0, plain.output
    assert "Signature valid" in plain.stdout
    assert "Status: unknown." in plain.stdout
    assert "DEMONSTRATION" in plain.stdout
    ran(
        "certificates",
        "status-list",
        tmp_path / "list",
        "--keys",
        office / "keys",
        "--uri",
        LIST,
        "--set",
        "0=suspended",
    )
    for form in ("jwt", "cwt"):
        done = run("verify", path, "--key", key, "--status", tmp_path / f"list.{form}")
        assert done.exit_code == 3
        assert "suspended" in done.stdout and "Status as of" in done.stdout


def test_the_answer_for_programs_names_signature_status_and_term(office: Path, key: Path):
    code = (office / "out" / "TM-EXAMPLE-0001.code.txt").read_text().strip()
    answer = json.loads(run("verify", code, "--key", key, "--json").stdout)
    assert {name: answer[name] for name in ("kind", "signature", "status", "status_as_of", "exit_code")} == {
        "kind": "code", "signature": "valid", "status": "unknown", "status_as_of": None, "exit_code": 0,
    }  # fmt: skip
    assert (answer["number"], answer["term"], answer["demonstration"]) == ("TM-EXAMPLE-0001", "in_term", True)


def test_another_authority_s_key_and_a_changed_file_end_with_one(office: Path, key: Path, tmp_path: Path):
    ran("certificates", "make-keys", tmp_path / "other", "--authority", "en=Somebody")
    document = office / "out" / "TM-EXAMPLE-0001.pdf"
    done = run("verify", document, "--key", tmp_path / "other" / "authority-trust.json")
    assert (done.exit_code, "NOT TO BE RELIED ON" in done.stdout) == (1, True)
    content = bytearray(document.read_bytes())
    content[5000] ^= 1
    (tmp_path / "changed.pdf").write_bytes(bytes(content))
    done = run("verify", tmp_path / "changed.pdf", "--key", key, "--json")
    assert (done.exit_code, json.loads(done.stdout)["signature"]) == (1, "not valid")


def test_the_holder_withholds_owners_and_the_signature_still_holds(office: Path, key: Path, tmp_path: Path):
    whole = office / "out" / "TM-EXAMPLE-0001.sd-jwt"
    ran("certificates", "withhold", whole, tmp_path / "shown.sd-jwt", "--show", 2)
    said = json.loads(ran("verify", tmp_path / "shown.sd-jwt", "--key", key, "--json"))["said"]
    assert (said["owners"], said["owners_withheld"]) == (["Second Owner"], 1)
    with pytest.raises(CredentialError, match="from 1 to 2"):
        raise run("certificates", "withhold", whole, tmp_path / "x", "--show", 3).exception


def test_a_certificate_issued_before_a_rotation_stays_valid_and_after_a_revocation_does_not(tmp_path: Path):
    keys = tmp_path / "keys"
    ran("certificates", "make-keys", keys, "--authority", "en=Central Bank")
    (tmp_path / "d.json").write_text(ran("certificates", "example"))
    issued = json.loads(ran("certificates", "issue", tmp_path / "d.json", "--keys", keys, "--out", tmp_path, "--json"))
    trust = keys / "authority-trust.json"
    ran("certificates", "rotate-keys", keys, "--since", "2999-01-01")
    used = json.loads(ran("verify", issued["code"], "--key", trust, "--json"))["key"]
    ran("certificates", "revoke-key", keys, used)
    done = run("verify", issued["code"], "--key", trust)
    assert (done.exit_code, "was revoked" in done.stdout) == (1, True)


@pytest.mark.parametrize("jurisdiction", ["kz", "uz"])
def test_each_jurisdiction_has_an_example_that_is_issued_and_verified(tmp_path: Path, jurisdiction: str):
    keys = tmp_path / "keys"
    ran("certificates", "make-keys", keys, "--authority", "en=Authority", "-j", jurisdiction)
    (tmp_path / "d.json").write_text(ran("certificates", "example", "-j", jurisdiction))
    issued = json.loads(ran("certificates", "issue", tmp_path / "d.json", "--keys", keys, "--out", tmp_path, "--json"))
    assert (
        json.loads(ran("verify", issued["document"], "--key", keys / "authority-trust.json", "--json"))["said"][
            "jurisdiction"
        ]
        == jurisdiction
    )


def test_a_rule_pack_is_signed_loaded_by_its_key_and_refused_when_changed(office: Path, key: Path, tmp_path: Path):
    pack, filed = tmp_path / "tm.json", tmp_path / "p.meter_readings.2026-01.csv"
    filed.write_text("connection,began,interval_s,energy_wh,estimated\nC,2026-01-01T00:00:00Z,900,1,false\n")
    check = ("returns", "check", filed, "--rule-pack", pack, "--rule-pack-key", key, "--json")
    ran("law", "pack", pack)
    assert "is not signed" in str(run(*check).exception)
    ran("law", "pack", pack, "--sign", office / "keys")
    assert json.loads(run(*check).stdout)
    assert "Signature valid" in ran("verify", pack, "--key", key)
    pack.write_bytes(pack.read_bytes().replace(b"2026", b"2027", 1))
    assert isinstance(run(*check).exception, CredentialError)
    assert run("verify", pack, "--key", key).exit_code == 1
    assert "name its file with --rule-pack" in str(run("returns", "check", filed, "--rule-pack-key", key).exception)


def test_receipts_of_filings_are_signed_where_keys_are_given(office: Path, key: Path, tmp_path: Path):
    filed = tmp_path / "mary.meter_readings.2026-01.csv"
    filed.write_text(
        "connection,meter,began,interval_s,energy_wh,estimated\nC1,M1,2026-01-15T18:00:00+05:00,3600,9,false\n"
    )
    ran("returns", "file", filed, "--lake", tmp_path / "lake", "--sign", office / "keys")
    (signature,) = (tmp_path / "lake" / "receipts").rglob("*.jws")
    assert "Signature valid (receipt)" in ran("verify", signature.with_suffix(""), "--key", key)


def test_a_register_snapshot_is_signed_and_a_number_looked_up_in_it(office: Path, key: Path, tmp_path: Path):
    folder = tmp_path / "register"
    folder.mkdir()
    (folder / "authorisations.csv").write_text(
        "authorisation,party,instrument,class,status,licensed_w,since,until,recorded_us,act\n"
        "TM-1,P,mining_registration,industrial,in_force,5,2026-01-01,,2026-01-01T00:00:00Z,\n"
    )
    ran("certificates", "sign-register", folder, "--keys", office / "keys")
    found = json.loads(ran("verify", "TM-1", "--key", key, "--register", folder, "--json"))
    assert (found["kind"], found["status"], found["signature"]) == ("register", "valid", "valid")


def test_an_authorisation_of_the_register_is_described_issued_and_verified(office: Path, key: Path, tmp_path: Path):
    folder = tmp_path / "register"
    folder.mkdir()
    times = "since,until,recorded_us,act\n"
    row = "2026-01-01,,2026-01-01T00:00:00Z,\n"
    tables = {
        "authorisations": (
            "authorisation,party,instrument,class,status,licensed_w,",
            "TM-1,P,mining_registration,private,in_force,5000,",
        ),
        "parties": ("party,kind,name,lei,country,", "P,entrepreneur,Merdan Ataýew,,TM,"),
        "sites": ("site,authorisation,address,zone,latitude,longitude,", "S,TM-1,Mary 1,mary,,,"),
    }
    for name, (head, said) in tables.items():
        (folder / f"{name}.csv").write_text(head + times + said + row)
    described = ran("certificates", "describe", "TM-1", "--register", folder, "--status", f"7@{LIST}")
    (tmp_path / "d.json").write_text(described)
    assert (json.loads(described)["holder"], json.loads(described)["demonstration"]) == ("Merdan Ataýew", {})
    issued = json.loads(
        ran("certificates", "issue", tmp_path / "d.json", "--keys", office / "keys", "--out", tmp_path, "--json")
    )
    answer = json.loads(ran("verify", issued["document"], "--key", key, "--json"))
    assert (answer["number"], answer["said"]["holder"], answer["demonstration"]) == ("TM-1", "Merdan Ataýew", False)
    refused = run("certificates", "describe", "TM-1", "--register", folder, "--status", "7")
    assert "is no place in a status list" in str(refused.exception)


@pytest.mark.parametrize(("language", "words"), [("ru", "Подпись действительна"), ("tk", "Gol hakyky")])
def test_the_answer_is_in_the_language_of_the_reader(office: Path, key: Path, language: str, words: str):
    done = run("verify", office / "out" / "TM-EXAMPLE-0001.pdf", "--key", key, language=language)
    assert words in done.stdout


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["certificates", "make-keys", "k", "--authority", "Bank"], "by language"),
        (
            ["certificates", "status-list", "l", "--keys", "{keys}", "--uri", LIST, "--set", "x=valid"],
            "place and status",
        ),
        (
            ["certificates", "status-list", "l", "--keys", "{keys}", "--uri", LIST, "--set", "1=gone"],
            "place and status",
        ),
        (["certificates", "issue", "{keys}/ring.json", "--keys", "{keys}", "--out", "o"], "has no 'authority'|has no"),
        (["certificates", "revoke-key", "{keys}", "0000"], "no signing key"),
        (["verify", "TM-1", "--key", "{keys}/authority-trust.json"], "give --register"),
        (["verify", "TM-1", "--key", "{keys}/ring.json"], "no keys to verify with"),
    ],
)
def test_what_is_not_understood_is_said_in_one_sentence(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], why: str
):
    monkeypatch.chdir(tmp_path)
    done = run(*(each.replace("{keys}", str(office / "keys")) for each in arguments))
    assert done.exit_code == 1
    with pytest.raises(Exception, match=why):
        raise done.exception


def test_without_the_extra_the_command_names_it(office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    done = run("certificates", "issue", office / "description.json", "--keys", office / "keys", "--out", tmp_path)
    assert isinstance(done.exception, MissingExtraError)
    assert "rugsat[certificates]" in str(done.exception)


def test_the_page_that_a_code_names_is_a_setting_and_no_host_is_built_in(office: Path, tmp_path: Path):
    issue = ("certificates", "issue", office / "description.json", "--keys", office / "keys", "--out", tmp_path)
    ran(*issue)
    assert (tmp_path / "TM-EXAMPLE-0001.code.txt").read_text().startswith("RUGSAT:")
    ran(*issue, "--page", "https://register.example/c/")
    assert (tmp_path / "TM-EXAMPLE-0001.code.txt").read_text().startswith("https://register.example/c/")
