"""A lake knows its jurisdiction, so that it need not be said again."""

from pathlib import Path

import pytest

from rugsat.cli.options import lake_to_write
from rugsat.evidence.lake.history import LakeError


def test_a_jurisdiction_that_is_left_out_is_that_of_the_lake_and_tm_of_a_new_one(tmp_path: Path) -> None:
    assert lake_to_write(tmp_path / "kz", "kz").jurisdiction == "kz"
    assert lake_to_write(tmp_path / "kz", "").jurisdiction == "kz"
    assert lake_to_write(tmp_path / "new", "").jurisdiction == "tm"


def test_another_jurisdiction_than_the_lake_has_is_refused(tmp_path: Path) -> None:
    lake_to_write(tmp_path / "kz", "kz")
    with pytest.raises(LakeError, match="is the lake of 'kz', not of 'tm'"):
        lake_to_write(tmp_path / "kz", "tm")
