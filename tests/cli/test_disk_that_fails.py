"""A command that a disk fails says whether room, a right or another name is what is missing."""

import errno
import shutil
from pathlib import Path

import pytest

from rugsat.cli import main

FILE = "/srv/office/log/pending"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, f"{FILE} has no room on its disk (why): make room"),
        (errno.EDQUOT, f"{FILE} has no room on its disk (why): make room"),
        (errno.EROFS, f"{FILE} lies on a disk that is read only"),
        (errno.EACCES, f"{FILE} cannot be read or written (why): name a path that can"),
    ],
)
def test_it_is_said_what_mends_it(
    number: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    assert said in told(OSError(number, "why", FILE), monkeypatch, capsys)


def test_a_folder_that_cannot_be_copied_names_its_first_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "from").mkdir()
    (tmp_path / "from" / "gone").symlink_to(tmp_path / "nowhere")
    with pytest.raises(shutil.Error) as failed:
        shutil.copytree(tmp_path / "from", tmp_path / "to")
    said = told(failed.value, monkeypatch, capsys)
    assert f"{tmp_path / 'from' / 'gone'} cannot be copied" in said
    assert "None" not in said


def told(error: OSError, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """What the command says on standard error where the error is raised within it."""

    def fail() -> None:
        raise error

    monkeypatch.setattr(main, "app", fail)
    monkeypatch.setattr(main, "end_quietly", lambda: None)
    with pytest.raises(SystemExit) as ended:
        main.run()
    assert ended.value.code == 2
    return capsys.readouterr().err
