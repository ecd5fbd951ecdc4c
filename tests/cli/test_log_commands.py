"""rugsat log from the command line: what an auditor types, and what they are told."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from rugsat.cli.main import app
from rugsat.evidence.log.commitment import NO_SALT, commit
from rugsat.evidence.log.errors import KeyRefusedError, NotInLogError
from rugsat.evidence.log.log import Log
from rugsat.evidence.log.note import KeySigner
from rugsat.evidence.log.register_digest import REGISTER_PUBLISHED, register_digest

ORIGIN = "log.example/acts"
DAY = date(2026, 11, 27)


def rugsat(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["log", *map(str, arguments)])


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    done = rugsat("key", tmp_path / "keys", "--origin", ORIGIN)
    assert done.exit_code == 0
    return tmp_path / "keys"


@pytest.fixture
def grow(tmp_path: Path, keys: Path) -> Callable[..., Path]:
    """Appends leaves to the log of a folder and publishes them; gives the folder."""
    signer = KeySigner.from_pem((keys / "log-secret.pem").read_bytes(), name=ORIGIN)

    def appended(folder: Path, *leaves: bytes) -> Path:
        with Log.open(folder, signer) as log:
            log.append_at(log.size, leaves)
            log.checkpoint()
        return folder

    return appended


@pytest.fixture
def register(tmp_path: Path) -> Path:
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "parties.csv").write_text("party\nP-1\n")
    return tmp_path / "register"


def published(digest: str, on: date) -> bytes:
    return commit(REGISTER_PUBLISHED, on, {"register": digest}, salt=NO_SALT).to_bytes()


@pytest.fixture
def log(tmp_path: Path, grow: Callable[..., Path], register: Path) -> Path:
    acts = [commit("authorisation_granted", DAY, {"n": n}, salt=bytes([n] * 32)).to_bytes() for n in range(1, 4)]
    return grow(tmp_path / "log", *acts, published(register_digest(register), DAY))


def test_a_log_that_is_whole_is_said_to_be_so(log: Path, keys: Path) -> None:
    done = rugsat("verify", log, "--key", keys / "log-public.txt")
    assert done.exit_code == 0
    assert "'log.example/acts' is whole: 4 entries" in done.stdout
    assert "3  authorisation_granted" in done.stdout


def test_the_key_may_be_given_as_its_line_or_as_pem(log: Path, keys: Path, tmp_path: Path) -> None:
    line = (keys / "log-public.txt").read_text().strip()
    assert rugsat("verify", log, "--key", line).exit_code == 0
    command = ["openssl", "pkey", "-in", keys / "log-secret.pem", "-pubout", "-out", tmp_path / "public.pem"]
    subprocess.run(command, check=True, capture_output=True)
    assert rugsat("verify", log, "--key", tmp_path / "public.pem").exit_code == 0


def test_what_is_found_is_told_to_programs_too(log: Path, keys: Path, register: Path) -> None:
    done = rugsat("verify", log, "--key", keys / "log-public.txt", "--register", register, "--json")
    told = json.loads(done.stdout)
    assert (told["verified"], told["size"], told["waiting"], told["beside"]) == (True, 4, 0, [])
    assert told["acts"] == {"authorisation_granted": 3, "register_published": 1}
    assert told["register"]["index"] == 3
    assert told["register"]["day"] == "2026-11-27"
    assert told["register"]["is_newest"] is True


def test_todays_register_is_shown_to_follow_from_the_log(
    log: Path, keys: Path, register: Path, grow: Callable[..., Path]
) -> None:
    done = rugsat("verify", log, "--key", keys / "log-public.txt", "--register", register)
    assert "was published by entry 3 on 2026-11-27.\nNo other register was published after it." in done.stdout
    grow(log, published("0" * 64, date(2026, 11, 28)))
    later = rugsat("verify", log, "--key", keys / "log-public.txt", "--register", register)
    assert later.exit_code == 0
    assert "It is not the newest: entry 4 of 2026-11-28 is." in later.stdout


def test_a_register_that_was_changed_does_not_follow_from_the_log(log: Path, keys: Path, register: Path) -> None:
    (register / "parties.csv").write_text("party\nP-2\n")
    done = rugsat("verify", log, "--key", keys / "log-public.txt", "--register", register)
    assert done.exit_code == 1
    assert "NOT TRUE (not_in_log)" in done.stdout


def fault(log: Path, keys: Path, *more: object) -> str:
    done = rugsat("verify", log, "--key", keys / "log-public.txt", "--json", *more)
    told = json.loads(done.stdout)
    assert done.exit_code == 1
    assert told["verified"] is False
    assert told["message"]
    return str(told["fault"])


def test_damage_a_strange_signature_a_rollback_and_a_fork_are_told_apart(
    log: Path, keys: Path, tmp_path: Path, grow: Callable[..., Path]
) -> None:
    old, other = shutil.copytree(log, tmp_path / "old"), shutil.copytree(log, tmp_path / "other")
    grow(log, b"one more")
    since = tmp_path / "checkpoint"
    shutil.copy(log / "checkpoint", since)
    assert rugsat("verify", log, "--key", keys / "log-public.txt", "--since", since).exit_code == 0
    assert fault(old, keys, "--since", since) == "rolled_back"
    assert fault(grow(other, b"another", b"and more"), keys, "--since", since) == "forked"
    rugsat("key", tmp_path / "strange", "--origin", ORIGIN)
    assert fault(log, tmp_path / "strange") == "not_signed"
    (log / "tile/entries/000.p/5").write_bytes(b"")
    assert fault(log, keys) == "damaged"


def test_an_earlier_checkpoint_is_named_with_what_was_proven(log: Path, keys: Path, grow: Callable[..., Path]) -> None:
    since = log.parent / "since"
    shutil.copy(log / "checkpoint", since)
    grow(log, b"one more")
    done = rugsat("verify", log, "--key", keys / "log-public.txt", "--since", since)
    assert "It has grown from the checkpoint of 4 entries; none of those was changed." in done.stdout
    assert "1  in a form that is no commitment" in done.stdout


def test_a_question_that_cannot_be_asked_is_no_untrue_log(log: Path, keys: Path) -> None:
    assert isinstance(rugsat("verify", log, "--key", "nothing").exception, KeyRefusedError)
    assert isinstance(rugsat("verify", log.parent / "no", "--key", keys / "log-public.txt").exception, Exception)
    assert isinstance(rugsat("prove", 99, "--log", log).exception, NotInLogError)
    assert rugsat("verify", log).exit_code == 2


def test_a_proof_is_checked_without_the_log(log: Path, keys: Path, tmp_path: Path) -> None:
    proof = tmp_path / "act.tlog-proof"
    assert rugsat("prove", 1, "--log", log, "--out", proof).exit_code == 0
    assert rugsat("prove", 1, "--log", log).stdout == proof.read_text()
    shutil.rmtree(log)
    done = rugsat("check", proof, "--key", keys / "log-public.txt")
    assert done.exit_code == 0
    assert "Entry 1 is in 'log.example/acts' of 4 entries, signed." in done.stdout
    told = json.loads(rugsat("check", proof, "--key", keys / "log-public.txt", "--json").stdout)
    assert (told["verified"], told["act"], told["day"]) == (True, "authorisation_granted", "2026-11-27")
    proof.write_text(proof.read_text().replace("index 1", "index 2"))
    wrong = rugsat("check", proof, "--key", keys / "log-public.txt")
    assert wrong.exit_code == 1
    assert "NOT TRUE (damaged)" in wrong.stdout


def test_the_log_is_shown_as_it_is_handed_out(log: Path) -> None:
    done = rugsat("show", log, "--last", 2)
    assert done.exit_code == 0
    assert "log.example/acts: 4 entries" in done.stdout
    assert "2  2026-11-27  authorisation_granted" in done.stdout
    assert "3  2026-11-27  register_published" in done.stdout
    assert " 1  2026" not in done.stdout
    told = json.loads(rugsat("show", log, "--json").stdout)
    assert [each["index"] for each in told["entries"]] == [0, 1, 2, 3]


def test_a_key_is_its_owners_alone_and_is_not_replaced(keys: Path) -> None:
    before = (keys / "log-secret.pem").read_bytes()
    assert (keys / "log-secret.pem").stat().st_mode & 0o077 == 0
    assert rugsat("key", keys, "--origin", ORIGIN).exit_code != 0
    assert (keys / "log-secret.pem").read_bytes() == before


def test_verifying_loads_nothing_above_the_evidence() -> None:
    program = (
        "import sys; from rugsat.evidence.log.reader import LogReader; "
        "from rugsat.evidence.log.key_files import read_public_keys; import rugsat.evidence.log.register_digest; "
        "print(*sorted(name for name in sys.modules if name.startswith(('rugsat.', 'django', 'sqlite3', 'polars'))))"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    floors = {".".join(name.split(".")[:3]) for name in loaded if name.count(".") >= 2 or name == "rugsat.kernel"}
    assert floors <= {"rugsat.evidence.log", "rugsat.evidence.lake", "rugsat.kernel.digest", "rugsat.kernel.errors",
                      "rugsat.kernel"}  # fmt: skip
    assert not [name for name in loaded if name.split(".")[0] in {"django", "sqlite3", "polars"}]


def test_the_command_loads_no_floor_that_an_office_needs() -> None:
    program = "import sys, rugsat.cli.log; print(*sorted(name for name in sys.modules if name.startswith('rugsat.')))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    above = {"rugsat.domain", "rugsat.operations", "rugsat.store", "rugsat.usecases", "rugsat.web"}
    assert not [name for name in loaded if ".".join(name.split(".")[:2]) in above]
