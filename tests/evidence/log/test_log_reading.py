"""Reading a log from tiles: names, proofs at hundreds of sizes, another program's tiles, a plain web server."""

import gzip
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rugsat.evidence.log.errors import LogDamagedError, LogError, NotInLogError, SignatureError
from rugsat.evidence.log.log import Log
from rugsat.evidence.log.note import KeySigner, Verifier
from rugsat.evidence.log.proof import EntryProof
from rugsat.evidence.log.reader import LogReader
from rugsat.evidence.log.source import source_of
from rugsat.evidence.log.tiles import ENTRIES, Tile, count_on, pack, tile_named, tiles_of, unpack
from tests.evidence.log import recursive_tree

ANOTHER_KEY = "another.example/log+ebfe331c+Ae1JKMYo0cLG6ukDOJBZlWEpWSc6XGP5NjbBRhSshzfR"
"""The key of tests/evidence/log/data/another_program."""


def entries(last: int) -> list[bytes]:
    return [f"entry {n}".encode() for n in range(last)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, signer: KeySigner) -> Path:
    place = tmp_path_factory.mktemp("reading") / "log"
    with Log.open(place, signer) as log:
        for size in (3, 700):
            log.append_at(log.size, entries(size)[log.size :])
            log.checkpoint()
    return place


class Quiet(SimpleHTTPRequestHandler):
    """Hands out files; what is under /zipped in gzip, what is under /moved from elsewhere."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is that of the library
        pass

    def do_GET(self) -> None:
        if self.path.startswith("/moved/"):
            self.send_response(301)
            self.send_header("Location", self.path.removeprefix("/moved"))
            self.end_headers()
        elif self.path.startswith("/zipped/"):
            self.send_response(200)
            self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            path = Path(self.directory) / self.path.removeprefix("/zipped/")
            self.wfile.write(gzip.compress(path.read_bytes()) if path.exists() else b"no gzip")
        else:
            super().do_GET()


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("tile", "name"),
    [
        (Tile(0, 0), "tile/0/000"), (Tile(2, 7, 19), "tile/2/007.p/19"), (Tile(ENTRIES, 999), "tile/entries/999"),
        (Tile(1, 1000), "tile/1/x001/000"), (Tile(0, 1234067), "tile/0/x001/x234/067"),
        (Tile(ENTRIES, 1234067, 255), "tile/entries/x001/x234/067.p/255"),
    ],
)  # fmt: skip
def test_a_tile_is_named_as_the_specification_says(tile: Tile, name: str) -> None:
    assert tile.name == name
    assert tile_named(name) == tile


@pytest.mark.parametrize(
    "name",
    [
        "checkpoint", "tile/0/00", "tile/0/x000/001", "tile/00/000", "tile/64/000", "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/007", "tile/0/1000", "tile/0/000/", "tile/entries/000.p", "tile/0/001/000", "tile/0/٠٠٠",
    ],
)  # fmt: skip
def test_a_name_that_is_no_tile_is_none(name: str) -> None:
    assert tile_named(name) is None


@given(st.integers(0, 10**12), st.integers(1, 256), st.integers(-1, 63))
def test_every_name_is_read_as_the_tile_that_it_names(number: int, width: int, level: int) -> None:
    assert tile_named(Tile(level, number, width).name) == Tile(level, number, width)


def test_a_log_of_seventy_thousand_has_the_tiles_of_the_specification() -> None:
    names = [tile.name for tile in tiles_of(70_000) if tile.level != ENTRIES]
    assert len([name for name in names if name.startswith("tile/0/") and ".p/" not in name]) == 273
    assert names[273:] == ["tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"]
    assert count_on(ENTRIES, 70_000) == 70_000


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_a_bundle_holds_the_entries_that_were_packed(held: list[bytes]) -> None:
    bundle = pack(held)
    assert unpack(bundle, name="bundle") == held
    for end in range(len(bundle)):
        try:
            found = unpack(bundle[:end], name="bundle")
        except LogDamagedError:
            continue
        assert found == held[: len(found)]
        assert len(found) < len(held)


@pytest.mark.parametrize("size", [1, 2, 3, *range(5, 700, 13), 255, 256, 257, 511, 512, 513, 700])
def test_roots_and_proofs_from_tiles_are_those_of_the_recursive_definition(folder: Path, size: int) -> None:
    reader, held = LogReader(folder), entries(size)
    assert reader.root(size) == recursive_tree.mth(held)
    for index in {0, size // 2, size - 1, size * 7 % size}:
        proof = reader.inclusion(index, size)
        assert list(proof.hashes) == recursive_tree.path(index, held)
        assert proof.holds(held[index], reader.root(size))
        assert not proof.holds(b"another", reader.root(size))
    for old in {1, size // 2 or 1, size}:
        consistency = reader.consistency(old, size)
        assert list(consistency.hashes) == recursive_tree.proof(old, held)
        assert consistency.holds(reader.root(old), reader.root(size))


def test_entries_are_read_by_their_numbers(folder: Path) -> None:
    reader = LogReader(folder)
    assert [reader.entry(n) for n in (0, 255, 256, 699)] == [b"entry 0", b"entry 255", b"entry 256", b"entry 699"]
    assert list(reader.entries(254, 258)) == entries(700)[254:258]
    for index in (700, -1):
        with pytest.raises(NotInLogError, match="among its first 700"):
            reader.entry(index)


def test_a_log_behind_an_address_is_verified_as_one_in_a_folder(folder: Path, address: str, key: Verifier) -> None:
    assert LogReader(address).verify_all(key).checkpoint == LogReader(folder).verify_all(key).checkpoint
    assert LogReader(address).verify_inclusion(257, b"entry 257", key).size == 700


def test_an_address_without_a_log_says_so(address: str) -> None:
    with pytest.raises(LogError, match="no file 'checkpoint'"):
        LogReader(f"{address}tile").checkpoint  # noqa: B018 - reading it is what is tried
    with pytest.raises(LogError, match="cannot be reached"):
        LogReader("http://127.0.0.1:9/log").checkpoint  # noqa: B018


def test_a_log_that_is_handed_out_in_gzip_is_the_same_log(address: str, key: Verifier) -> None:
    assert LogReader(f"{address}zipped").verify_all(key).checkpoint.size == 700
    with pytest.raises(LogError, match="gzip that cannot be unpacked"):
        source_of(f"{address}zipped").read("nothing")


def test_nobody_is_sent_to_another_address(address: str) -> None:
    with pytest.raises(LogError, match="answers 301"):
        LogReader(f"{address}moved").checkpoint  # noqa: B018 - reading it is what is tried


def test_an_answer_longer_than_any_file_is_refused(folder: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rugsat.evidence.log.source._LONGEST", 1000)
    for base in (address, f"{address}zipped"):
        with pytest.raises(LogError, match="longer than any file"):
            source_of(base).read("tile/0/000")


@pytest.mark.parametrize("place", ["file:///etc", "ftp://log.example", "no such folder"])
def test_what_is_neither_folder_nor_address_is_refused(place: str) -> None:
    with pytest.raises(LogError):
        LogReader(place)


def test_a_reader_sees_one_state_of_a_log_that_grows(
    tmp_path: Path, filled: Callable[..., Path], key: Verifier
) -> None:
    folder = filled(tmp_path / "log", 200)
    reader = LogReader(folder)
    assert reader.size == 200
    filled(folder, 256, 600)
    assert not (folder / "tile/entries/000.p").exists()
    assert len(list(reader.entries())) == 200
    assert reader.verify_all(key).checkpoint.size == 200


def test_an_entry_is_proven_far_from_its_log(folder: Path, key: Verifier) -> None:
    text = LogReader(folder).entry_proof(300).to_text()
    proof = EntryProof.from_text(text)
    assert proof.entry == b"entry 300"
    assert proof.verify([key]).size == 700
    assert proof.to_text() == text


def test_no_line_of_a_proof_can_be_changed(folder: Path, key: Verifier) -> None:
    text = LogReader(folder).entry_proof(300).to_text()
    for at in range(len(text)):
        changed = text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]
        with pytest.raises(LogError):
            EntryProof.from_text(changed).verify([key])


def test_a_proof_of_another_form_is_refused(folder: Path) -> None:
    good = LogReader(folder).entry_proof(3).to_text()
    for bad in ("", "c2sp.org/tlog-proof@v1", good.replace("extra", "more"), good.replace("index 3", "index 03")):
        with pytest.raises(LogError, match="no proof of an entry"):
            EntryProof.from_text(bad)


def test_an_inclusion_with_the_wrong_key_is_not_believed(folder: Path) -> None:
    stranger = Verifier("log.example/acts", bytes(32))
    with pytest.raises(SignatureError, match="no known key"):
        LogReader(folder).verify_inclusion(0, b"entry 0", stranger)


def test_the_log_of_another_program_is_verified() -> None:
    folder = Path(__file__).parent / "data" / "another_program"
    verified = LogReader(folder).verify_all(Verifier.read(ANOTHER_KEY))
    assert (verified.checkpoint.size, verified.beside) == (258, ())
    assert list(LogReader(folder).entries()) == [b"e%d" % n for n in range(258)]
