"""Make the virtual environment .venv and fill it from a lock; needs Python 3.11 alone, also where ensurepip is missing.

Usage: python3 tools/setup_venv.py test|all
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETS = ("core", "test", "all")
"""Locks under requirements/, each holding all that stands in those before it."""
DEBIAN_WHEELS = Path("/usr/share/python-wheels")
OWN_WHEELS = ROOT / "tools" / "wheels"
"""A pip that comes with the project, for machines that have none at all."""
NEEDS = (3, 11)
NO_PIP = (
    "there is no pip to fill the virtual environment with, so nothing can be installed; "
    "run `apt-get install python3-pip` or `apt-get install python3-venv` as root, then the same command again"
)


class SetupError(Exception):
    """Set-up cannot go on; the text says why and what to do next."""


@dataclass(frozen=True)
class Installer:
    """One way to install: the command up to its arguments, and what it needs in its surroundings."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)

    def install(self, *arguments: str, root: Path = ROOT) -> bool:
        """Install; False where it fails, its own words being on the screen."""
        surroundings = {**os.environ, **self.environment}
        return subprocess.run([*self.command, *arguments], cwd=root, env=surroundings, check=False).returncode == 0


def python_of(venv: Path) -> Path:
    """The interpreter of an environment."""
    return venv / "bin" / "python"


def create(venv: Path, *, python: str = sys.executable) -> None:
    """Make an environment, with pip where this Python can, else without."""
    if python_of(venv).exists() and _runs([str(python_of(venv)), "-c", "pass"]):
        return
    shutil.rmtree(venv, ignore_errors=True)
    if _runs([python, "-c", "import ensurepip"]) and _runs([python, "-m", "venv", str(venv)]):
        return
    if not _runs([python, "-m", "venv", "--clear", "--without-pip", str(venv)]):
        message = f"{python} cannot make a virtual environment in {venv}; run `apt-get install python3-venv` as root"
        raise SetupError(message)


def installers(
    venv: Path, *, python: str = sys.executable, wheels: Path = DEBIAN_WHEELS, own: Path = OWN_WHEELS
) -> Iterator[Installer]:
    """Ways to install into the environment, the best first: uv, its own pip, a pip aimed at it, a pip in a wheel."""
    inside = str(python_of(venv))
    uv = shutil.which("uv")
    if uv:
        yield Installer("uv", (uv, "pip", "install", "--quiet", "--python", inside))
    if _runs([inside, "-m", "pip", "--version"]):
        yield Installer("pip", (inside, "-m", "pip", "install", "--quiet"))
        return
    for outside in ((python, "-m", "pip"), ("pip3",), ("pip",)):
        if shutil.which(outside[0]) and _runs([*outside, "--python", inside, "--version"]):
            yield Installer("pip aimed at it", (*outside, "--python", inside, "install", "--quiet"))
            return
    for name, folder in (("pip wheel of Debian", wheels), ("pip wheel of the project", own)):
        for wheel in sorted(folder.glob("pip-*.whl"), reverse=True)[:1]:
            yield Installer(name, (inside, "-m", "pip", "install", "--quiet"), {"PYTHONPATH": str(wheel)})


def fill(venv: Path, lock: str, *, root: Path = ROOT, python: str = sys.executable, editable: bool = True) -> None:
    """Install a lock, hash by hash, and the project itself as it lies here."""
    tried = []
    for way in installers(venv, python=python):
        print(f"Installing requirements/{lock}.txt with {way.name}; this takes a minute or two.", flush=True)
        project = ("--no-deps", "--no-build-isolation", "-e", ".")
        locked = way.install("--require-hashes", "-r", f"requirements/{lock}.txt", root=root)
        if locked and (not editable or way.install(*project, root=root)):
            return
        tried.append(way.name)
    if not tried:
        raise SetupError(NO_PIP)
    message = f"requirements/{lock}.txt could not be installed with {' nor '.join(tried)}; their words above say why"
    raise SetupError(message)


def stamp_of(lock: str, *, root: Path = ROOT) -> str:
    """What an installed lock is known by: the lock, the project's own description and the version of Python."""
    content = [(root / "requirements" / f"{lock}.txt").read_bytes(), (root / "pyproject.toml").read_bytes()]
    return hashlib.sha256(b"\0".join([*content, sys.version.encode()])).hexdigest()


def stands(venv: Path, lock: str, *, root: Path = ROOT) -> bool:
    """Tell whether the lock, or one that holds it, was installed here as it is now."""
    try:
        stamp = json.loads((venv / "installed.json").read_bytes())
    except (FileNotFoundError, ValueError):
        return False
    wide_enough = SETS.index(stamp["lock"]) >= SETS.index(lock)
    return wide_enough and bool(stamp["digest"] == stamp_of(stamp["lock"], root=root))


def set_up(lock: str, *, root: Path = ROOT) -> None:
    """Make and fill .venv; at once where it stands already."""
    if sys.version_info < NEEDS:
        message = f"this is Python {sys.version.split()[0]} and 3.11 is needed; run make with PYTHON=python3.11"
        raise SetupError(message)
    venv = root / ".venv"
    if stands(venv, lock, root=root):
        return
    create(venv)
    fill(venv, lock, root=root)
    (venv / "installed.json").write_text(json.dumps({"lock": lock, "digest": stamp_of(lock, root=root)}))


def _runs(command: list[str]) -> bool:
    quiet = subprocess.DEVNULL
    return subprocess.run(command, stdout=quiet, stderr=quiet, stdin=quiet, check=False).returncode == 0


def main(arguments: list[str]) -> int:
    """Run from the command line."""
    if len(arguments) != 1 or arguments[0] not in SETS:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        set_up(arguments[0])
    except SetupError as error:
        print(f"setup: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
