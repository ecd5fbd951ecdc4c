"""A made-up jurisdiction, Exampleland, as it is and as a test changes it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rugsat.law.pack import RulePack

EXAMPLELAND = Path(__file__).parent / "fixtures" / "xa"


@pytest.fixture(scope="session")
def exampleland() -> RulePack:
    return RulePack.from_folder(EXAMPLELAND)


@pytest.fixture(scope="session")
def demonstrated() -> RulePack:
    return RulePack.from_folder(EXAMPLELAND, demonstration=["shown"])


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., RulePack]:
    """Load Exampleland with some files replaced, or with one text in a file replaced by another."""

    def load(path: str, text: str = "", *, old: str = "", new: str = "", **options: object) -> RulePack:
        folder = tmp_path / "xa"
        if not folder.exists():
            shutil.copytree(EXAMPLELAND, folder)
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if old:
            assert old in file.read_text(), f"{old} is not in {path}"
            text = file.read_text().replace(old, new, 1)
        file.write_text(text)
        return RulePack.from_folder(folder, **options)

    return load
