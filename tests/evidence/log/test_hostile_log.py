"""A log that is made to mislead or to harm whoever reads it: its notes, its names, its server, its folder."""

import http.server
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from typer.testing import CliRunner

from rugsat.cli.main import app
from rugsat.evidence.log.base64_text import to_base64
from rugsat.evidence.log.checkpoint import Checkpoint, open_checkpoint
from rugsat.evidence.log.errors import LogDamagedError, LogError, SignatureError
from rugsat.evidence.log.merkle import EMPTY_ROOT
from rugsat.evidence.log.note import KeySigner, Verifier, open_note, sign_note, verifier_of
from rugsat.evidence.log.reader import LogReader
from tests.evidence.log.conftest import ORIGIN

Filled = Callable[..., Path]


def other_key(name: str = ORIGIN) -> KeySigner:
    return KeySigner(name, Ed25519PrivateKey.generate())


def checkpoint(size: int, root: bytes, *signers: KeySigner, origin: str = ORIGIN) -> bytes:
    return Checkpoint(origin, size, root).signed_by(*signers)


def lines_of(note: bytes) -> tuple[bytes, list[bytes]]:
    text, _, below = note.rpartition(b"\n\n")
    return text + b"\n\n", below.splitlines(keepends=True)


def test_a_note_with_a_signature_of_a_stranger_is_believed_for_the_known_one(signer: KeySigner, key: Verifier) -> None:
    note = checkpoint(0, EMPTY_ROOT, other_key("witness.example"), signer, other_key())
    assert open_checkpoint(note, [key]) == (Checkpoint(ORIGIN, 0, EMPTY_ROOT), (key,))
    with pytest.raises(SignatureError, match="no known key"):
        open_checkpoint(checkpoint(0, EMPTY_ROOT, other_key()), [key])


def test_a_signature_line_twice_and_a_key_given_twice_are_one_signature(signer: KeySigner, key: Verifier) -> None:
    text, lines = lines_of(checkpoint(0, EMPTY_ROOT, signer))
    assert open_note(text + lines[0] * 3, [key, key])[1] == (key,)


def test_a_line_that_names_the_key_and_is_not_by_it_spoils_the_note(signer: KeySigner, key: Verifier) -> None:
    text, lines = lines_of(checkpoint(0, EMPTY_ROOT, signer))
    forged = f"— {ORIGIN} {to_base64(key.key_id + bytes(64))}\n".encode()
    for below in (lines[0] + forged, forged + lines[0], forged):
        with pytest.raises(SignatureError, match="not of this text"):
            open_note(text + below, [key])


def test_two_keys_of_one_origin_both_stand_for_the_log_while_both_are_given(signer: KeySigner, key: Verifier) -> None:
    new = other_key()
    note = checkpoint(0, EMPTY_ROOT, signer, new)
    assert set(open_checkpoint(note, [key, verifier_of(new)])[1]) == {key, verifier_of(new)}


@pytest.mark.parametrize(
    ("size", "root"),
    [("0", bytes(32)), ("00", EMPTY_ROOT), ("-1", bytes(32)), ("1e3", bytes(32)), ("+1", bytes(32)), (" 1", bytes(32)),
     ("9" * 19, bytes(32)), ("١", bytes(32)), ("1", bytes(31)), ("1", b"")],
)  # fmt: skip
def test_a_checkpoint_that_no_log_can_have_is_none_though_it_is_signed(
    signer: KeySigner, key: Verifier, size: str, root: bytes
) -> None:
    note = sign_note(f"{ORIGIN}\n{size}\n{to_base64(root)}\n", signer)
    with pytest.raises(SignatureError, match="checkpoint"):
        open_checkpoint(note, [key])


def test_an_empty_log_follows_into_any_and_a_filled_one_into_no_empty_one(
    tmp_path: Path, filled: Filled, signer: KeySigner, key: Verifier
) -> None:
    empty = checkpoint(0, EMPTY_ROOT, signer)
    grown = filled(tmp_path / "log", 3)
    assert LogReader(grown).verify_all(key, since=empty).since == Checkpoint(ORIGIN, 0, EMPTY_ROOT)
    (tmp_path / "gone").mkdir()
    (tmp_path / "gone" / "checkpoint").write_bytes(empty)
    assert LogReader(tmp_path / "gone").verify_all(key).checkpoint.size == 0
    with pytest.raises(LogError, match="rolled back"):
        LogReader(tmp_path / "gone").verify_all(key, since=(grown / "checkpoint").read_bytes())


def test_a_size_beyond_all_files_is_refused_at_the_first_of_them(
    tmp_path: Path, filled: Filled, signer: KeySigner, key: Verifier
) -> None:
    folder = filled(tmp_path / "log", 3)
    (folder / "checkpoint").write_bytes(checkpoint(10**17, bytes(32), signer))
    with pytest.raises(LogDamagedError, match="it is not there"):
        LogReader(folder).verify_all(key)
    with pytest.raises(LogDamagedError):
        LogReader(folder).entry_proof(10**16)


def test_a_file_of_the_log_that_is_a_folder_or_may_not_be_read_is_named(
    tmp_path: Path, filled: Filled, key: Verifier
) -> None:
    folder = filled(tmp_path / "log", 3)
    for name in ("tile/entries/000.p/3", "checkpoint"):
        (folder / name).unlink()
        (folder / name).mkdir()
        with pytest.raises(LogError, match=f"{name} is no file"):
            LogReader(folder).verify_all(key)


def test_a_pipe_in_the_folder_holds_nobody_up(tmp_path: Path, filled: Filled, key: Verifier) -> None:
    folder = filled(tmp_path / "log", 3)
    os.mkfifo(folder / "beside")
    assert LogReader(folder).verify_all(key).beside == ("beside",)
    (folder / "checkpoint").unlink()
    os.mkfifo(folder / "checkpoint")
    with pytest.raises(LogError, match="is no file"):
        LogReader(folder).verify_all(key)


def test_what_lies_beside_is_named_and_not_read(tmp_path: Path, filled: Filled, key: Verifier) -> None:
    folder = filled(tmp_path / "log", 3)
    (folder / "huge").touch()
    os.truncate(folder / "huge", 1 << 40)  # as nothing that could be held in memory
    assert LogReader(folder).verify_all(key).beside == ("huge",)


@pytest.mark.parametrize(
    "place",
    ["http://[", "http://[::1", "http://example.invalid:port/log", "http://x:99999/", "https://\x00", "http://"],
)
def test_an_address_that_none_can_be_is_refused_in_one_sentence(place: str) -> None:
    with pytest.raises(LogError):
        LogReader(place).verify_all()


def test_an_address_in_letters_that_no_request_holds_is_refused_in_one_sentence(address: str) -> None:
    with pytest.raises(LogError, match="cannot be reached"):
        LogReader(f"{address}/журнал").verify_all()


class Hostile(http.server.BaseHTTPRequestHandler):
    """Answers every question with the bytes that its server holds."""

    def do_GET(self) -> None:
        self.wfile.write(self.server.answer)  # type: ignore[attr-defined]

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def hostile() -> Iterator[Callable[[bytes], str]]:
    server = http.server.HTTPServer(("127.0.0.1", 0), Hostile)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def answering(answer: bytes) -> str:
        server.answer = answer  # type: ignore[attr-defined]
        return f"http://127.0.0.1:{server.server_address[1]}/log"

    yield answering
    server.shutdown()
    server.server_close()


@pytest.fixture
def address(hostile: Callable[[bytes], str]) -> str:
    return hostile(b"HTTP/1.0 404 No\r\n\r\n")


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"no HTTP at all",
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\nConnection: close\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 999 \x1b[2J\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n",
        b"HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:1/log/checkpoint\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nno gzip",
    ],
)
def test_a_server_that_answers_anyhow_is_refused_and_crashes_nobody(
    hostile: Callable[[bytes], str], answer: bytes, key: Verifier
) -> None:
    with pytest.raises(LogError):
        LogReader(hostile(answer)).verify_all(key)


def test_what_a_server_says_does_not_command_the_terminal(hostile: Callable[[bytes], str], key: Verifier) -> None:
    note = "evil\u202egol\u009b2J\n0\n" + to_base64(EMPTY_ROOT) + "\n"
    for answer in (
        b"HTTP/1.1 418 \x1b[2J\r\n\r\n",
        b"HTTP/1.0 200 OK\r\n\r\n" + f"{note}\n— \x1b[2J x\n".encode(),
        b"HTTP/1.0 200 OK\r\n\r\n" + f"{note}\n— {ORIGIN} {to_base64(bytes(68))}\n".encode(),
    ):
        place = hostile(answer)
        for asked in (["log", "verify", place, "--key", str(key)], ["log", "show", place]):
            told = CliRunner().invoke(app, asked)
            assert not {"\x1b", "\u202e", "\u009b"} & set(told.output)
            assert told.exit_code in {0, 1}


def test_what_lies_beside_a_log_does_not_command_the_terminal(tmp_path: Path, filled: Filled, key: Verifier) -> None:
    folder = filled(tmp_path / "log", 3)
    (folder / "\x1b[2J").touch()
    told = CliRunner().invoke(app, ["log", "verify", str(folder), "--key", str(key)])
    assert (told.exit_code, "\x1b" in told.output, "\\x1b[2J" in told.output) == (0, False, True)
