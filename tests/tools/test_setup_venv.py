import hashlib
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from tools import setup_venv
from tools.setup_venv import SETS, Installer, SetupError, create, fill, installers, python_of, stamp_of, stands

WITHOUT = "raise ImportError('taken away for this test')\n"


@pytest.fixture
def bare_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without uv and pip on its path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def take_away(*modules: str, from_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from_.mkdir()
    for module in modules:
        (from_ / f"{module}.py").write_text(WITHOUT)
    monkeypatch.setenv("PYTHONPATH", str(from_))


def project(folder: Path) -> Path:
    """A project whose lock asks for one wheel that lies beside it."""
    (folder / "requirements").mkdir(parents=True)
    wheel = folder / "gift-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("gift.py", "HELD = 'a gift'\n")
        archive.writestr("gift-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: gift\nVersion: 1.0\n")
        archive.writestr("gift-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr("gift-1.0.dist-info/RECORD", "gift.py,,\n")
    digest = subprocess.run(["/usr/bin/sha256sum", wheel], capture_output=True, text=True, check=True).stdout.split()[0]
    lock = f"--no-index\n--find-links {folder}\ngift==1.0 --hash=sha256:{digest}\n"
    (folder / "requirements" / "test.txt").write_text(lock)
    (folder / "requirements" / "all.txt").write_text(lock)
    (folder / "pyproject.toml").write_text("[project]\nname = 'one'\n")
    return folder


def gift_in(venv: Path) -> str:
    command = [python_of(venv), "-c", "import gift; print(gift.HELD)"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.skipif(find_spec("ensurepip") is None, reason="this Python has no ensurepip")
def test_where_ensurepip_is_there_the_environment_has_its_own_pip(tmp_path, bare_path):
    create(tmp_path / "venv")
    assert [way.name for way in installers(tmp_path / "venv")] == ["pip"]


@pytest.mark.skipif(find_spec("pip") is None, reason="this Python has no pip to aim")
def test_where_ensurepip_is_missing_a_pip_outside_is_aimed_at_the_environment(tmp_path, bare_path, monkeypatch):
    take_away("ensurepip", from_=tmp_path / "shadow", monkeypatch=monkeypatch)
    root, venv = project(tmp_path / "project"), tmp_path / "venv"
    create(venv)
    assert not list(venv.glob("bin/pip*"))
    assert [way.name for way in installers(venv)] == ["pip aimed at it"]
    fill(venv, "test", root=root, editable=False)
    assert gift_in(venv) == "a gift"


def test_where_there_is_no_pip_at_all_the_wheel_that_debian_keeps_is_used(tmp_path, bare_path, monkeypatch):
    take_away("ensurepip", from_=tmp_path / "shadow", monkeypatch=monkeypatch)
    create(tmp_path / "venv")
    take_away("pip", from_=tmp_path / "shadow2", monkeypatch=monkeypatch)
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    (wheels / "pip-9.9-py3-none-any.whl").touch()
    way, last = installers(tmp_path / "venv", wheels=wheels)
    assert (way.name, last.name) == ("pip wheel of Debian", "pip wheel of the project")
    assert way.environment == {"PYTHONPATH": str(wheels / "pip-9.9-py3-none-any.whl")}


@pytest.mark.skipif(not list(setup_venv.DEBIAN_WHEELS.glob("pip-*.whl")), reason="this machine keeps no pip wheel")
def test_the_wheel_that_debian_keeps_installs_a_lock(tmp_path, bare_path, monkeypatch):
    root, venv = project(tmp_path / "project"), tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    wheel = sorted(setup_venv.DEBIAN_WHEELS.glob("pip-*.whl"))[-1]
    way = Installer("wheel", (str(python_of(venv)), "-m", "pip", "install", "-q"), {"PYTHONPATH": str(wheel)})
    assert way.install("--require-hashes", "-r", "requirements/test.txt", root=root)
    assert gift_in(venv) == "a gift"


def test_on_a_bare_machine_the_wheel_of_the_project_installs_a_lock(tmp_path, bare_path, monkeypatch):
    take_away("ensurepip", "pip", from_=tmp_path / "shadow", monkeypatch=monkeypatch)
    root, venv = project(tmp_path / "project"), tmp_path / "venv"
    create(venv)
    (way,) = installers(venv, wheels=tmp_path)
    assert way.name == "pip wheel of the project"
    # The environment's own wheel comes before what was taken away.
    monkeypatch.delenv("PYTHONPATH")
    assert way.install("--require-hashes", "-r", "requirements/test.txt", root=root)
    assert gift_in(venv) == "a gift"


def test_the_wheel_of_the_project_is_the_one_that_its_page_names():
    (wheel,) = setup_venv.OWN_WHEELS.glob("*.whl")
    page = (setup_venv.OWN_WHEELS / "README.md").read_text()
    assert f"| {wheel.name} | {hashlib.sha256(wheel.read_bytes()).hexdigest()} |" in page


def test_without_any_pip_one_sentence_says_what_to_install(tmp_path, bare_path, monkeypatch):
    take_away("ensurepip", "pip", from_=tmp_path / "shadow", monkeypatch=monkeypatch)
    monkeypatch.setattr(setup_venv, "DEBIAN_WHEELS", tmp_path)
    create(tmp_path / "venv")
    monkeypatch.setattr(setup_venv, "installers", lambda venv, python: installers(venv, wheels=tmp_path, own=tmp_path))
    with pytest.raises(SetupError, match="apt-get install python3-pip"):
        fill(tmp_path / "venv", "test", root=project(tmp_path / "project"))


def test_a_wheel_with_another_hash_is_refused(tmp_path, bare_path):
    root, venv = project(tmp_path / "project"), tmp_path / "venv"
    lock = root / "requirements" / "test.txt"
    lock.write_text(lock.read_text().rsplit(":", 1)[0] + ":" + "0" * 64 + "\n")
    create(venv)
    with pytest.raises(SetupError, match="could not be installed with pip"):
        fill(venv, "test", root=root, editable=False)


def test_a_second_set_up_has_nothing_to_do_until_the_lock_changes(tmp_path):
    root = project(tmp_path / "project")
    venv = root / ".venv"
    assert not stands(venv, "test", root=root)
    venv.mkdir()
    (venv / "installed.json").write_text(f'{{"lock": "all", "digest": "{stamp_of("all", root=root)}"}}')
    assert stands(venv, "all", root=root)
    assert stands(venv, "test", root=root), "the wider lock holds the narrower one"
    (root / "requirements" / "all.txt").write_text("another\n")
    assert not stands(venv, "test", root=root)


def test_every_lock_named_is_there_and_holds_hashes_but_no_address():
    for lock in SETS:
        text = (setup_venv.ROOT / "requirements" / f"{lock}.txt").read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text
        assert not any(line.startswith(("-i", "--index", "--extra", "--find", "/")) for line in text.splitlines())
