"""Giving the commands that a firm or an authority would give, and showing what they say."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

from rugsat.cli.main import app
from rugsat.kernel.errors import RugsatError

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
WORK = ROOT / "build" / "demo"
RUGSAT = Path(sys.executable).with_name("rugsat")
DEMONSTRATION = ("--demonstration", "demonstration")


def heading(text: str) -> None:
    print(f"\n{'─' * 100}\n{text}\n{'─' * 100}", flush=True)


def show_command(*words: object) -> None:
    """Show a command as one would type it in the root of the project."""
    shown = " ".join(str(word).replace(f"{ROOT}/", "") for word in words)
    print(f"\n$ rugsat {shown}", flush=True)


def rugsat(*words: object, fails: bool = False, quiet: bool = False) -> None:
    """Run a command and show it; `fails` where exit code 1 is the answer that is looked for."""
    show_command(*words)
    done = subprocess.run(
        [RUGSAT, *map(str, words)], env=english(), stdout=subprocess.DEVNULL if quiet else None, check=False
    )
    if done.returncode not in ({0, 1} if fails else {0}):
        sys.exit(f"the demonstration stops: the command ended with {done.returncode}")


def told(*words: object, fails: bool = False) -> str:
    """What a command says."""
    done = subprocess.run([RUGSAT, *map(str, words)], env=english(), capture_output=True, text=True, check=False)
    if done.returncode not in ({0, 1} if fails else {0}):
        sys.exit(f"the demonstration stops: rugsat {words[0]} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def within(*words: object, quiet: bool = False) -> str:
    """Run a command within this process and show it: the office is led by so many that starting each takes minutes."""
    show_command(*words)
    os.environ.update(english())
    said = io.StringIO()
    try:
        with redirect_stdout(said):
            app([*map(str, words)], standalone_mode=False)
    except RugsatError as error:
        sys.exit(f"the demonstration stops: {error}")
    if not quiet:
        print(said.getvalue(), end="")
    return said.getvalue()


def english() -> dict[str, str]:
    return {**os.environ, "RUGSAT_LANGUAGE": os.environ.get("RUGSAT_LANGUAGE", "en")}
