"""Packed files are bounded streams: whole or refused, never more than the limits allow."""

import gzip
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from rugsat.operations.intake.parse.batch import FileRefusedError
from rugsat.operations.intake.parse.container import Packing, open_unpacked
from rugsat.operations.intake.parse.limits import Limits

TEXT = b"tx,amount\n" + b"".join(b"%d,%d\n" % (n, n * n) for n in range(50_000))


def unpacked(path: Path, content: bytes, limits: Limits | None = None) -> bytes:
    path.write_bytes(content)
    with open_unpacked(path, limits=limits or Limits()) as file:
        return file.readall()


PACKED = {"gzip": gzip.compress(TEXT), "Zstandard": zstandard.ZstdCompressor(write_checksum=True).compress(TEXT)}


@pytest.mark.parametrize("packing", PACKED)
def test_what_was_packed_comes_out(packing: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    assert unpacked(path, PACKED[packing]) == TEXT
    assert unpacked(path, PACKED[packing] * 3) == TEXT * 3
    with open_unpacked(path, limits=Limits()) as file:
        assert file.packing is Packing(packing)


def test_zeros_behind_a_gzip_member_are_no_fault(tmp_path: Path) -> None:
    assert unpacked(tmp_path / "file", PACKED["gzip"] + b"\0" * 100_000) == TEXT


def test_a_gzip_file_that_ends_at_a_full_piece_is_whole(tmp_path: Path) -> None:
    for size in (1 << 20, (1 << 20) + 1, 3 << 20):
        assert len(unpacked(tmp_path / "file", gzip.compress(b"\0" * size))) == size


@pytest.mark.parametrize("packing", PACKED)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_half_a_file_is_refused_wherever_it_was_cut(packing: str, data: st.DataObject, tmp_path_factory) -> None:
    content = PACKED[packing]
    cut = data.draw(st.integers(4, len(content) - 1))
    with pytest.raises(FileRefusedError, match="half a file") as refused:
        unpacked(tmp_path_factory.getbasetemp() / "half", content[:cut])
    assert refused.value.status == "CRPT"


@pytest.mark.parametrize("packing", PACKED)
def test_bytes_that_no_packer_wrote_are_refused(packing: str, tmp_path: Path) -> None:
    content = PACKED[packing]
    for damaged in (content + b"more", content[:100] + b"\xff" * 50 + content[150:]):
        with pytest.raises(FileRefusedError, match=r"damaged|half a file"):
            unpacked(tmp_path / "file", damaged)


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.ZstdCompressor().compress])
def test_a_bomb_is_refused_before_it_is_unpacked(pack, tmp_path: Path) -> None:
    bomb = pack(b"\0" * (8 << 20))
    with pytest.raises(FileRefusedError, match="zip bomb"):
        unpacked(tmp_path / "file", bomb, Limits(ratio_from=1 << 20))
    with pytest.raises(FileRefusedError, match="in parts"):
        unpacked(tmp_path / "file", bomb, Limits(uncompressed_bytes=2 << 20))
    assert len(unpacked(tmp_path / "file", bomb)) == 8 << 20


def test_a_plain_file_may_not_be_endless_either(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="in parts"):
        unpacked(tmp_path / "file", b"\0" * (2 << 20), Limits(uncompressed_bytes=1 << 20))
