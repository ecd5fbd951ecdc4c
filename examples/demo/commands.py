"""Giving the commands that a firm or an authority would give, and showing what they say."""

import io
import os
import shlex
import subprocess
import sys
from contextlib import nullcontext, redirect_stdout
from itertools import count
from pathlib import Path
from typing import NoReturn

from rugsat.cli.main import app
from rugsat.kernel.errors import RugsatError

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
WORK = ROOT / "build" / "demo"
RUGSAT = Path(sys.executable).with_name("rugsat")
DEMONSTRATION = ("--demonstration", "demonstration")
_numbers = count(1)


class _Screen:
    """Whether the command that was shown last has said nothing."""

    after_silence = False


def heading(text: str) -> None:
    """A step of the demonstration, with its number."""
    print(f"\n{'─' * 100}\n{next(_numbers)}. {text}\n{'─' * 100}", flush=True)
    _Screen.after_silence = False


def show_command(*words: object) -> None:
    """Show a command as one would type it in the root of the project; those that say nothing stand line by line."""
    shown = shlex.join(str(word).replace(f"{ROOT}/", "") for word in words)
    print(f"{'' if _Screen.after_silence else chr(10)}$ rugsat {shown}", flush=True)
    _Screen.after_silence = False


def show_setting(**settings: str) -> None:
    """Set what the commands that follow read from their surroundings, and show it as one would type it."""
    os.environ |= settings
    print("\n$ export " + " ".join(f"{name}={value.replace(f'{ROOT}/', '')}" for name, value in settings.items()))


def rugsat(*words: object, fails: bool = False, quiet: bool = False) -> None:
    """Give a command and show it; `fails` where exit code 1 is the answer that is looked for."""
    show_command(*words)
    if quiet:
        told(*words, fails=fails)
    else:
        _give(words, None, fails=fails)


def told(*words: object, fails: bool = False) -> str:
    """What a command says."""
    said = io.StringIO()
    _give(words, said, fails=fails)
    return said.getvalue()


def within(*words: object, quiet: bool = False) -> str:
    """Give a command and show it; what it says, which is kept from the screen where it is long and says little."""
    show_command(*words)
    said = told(*words)
    if not quiet:
        print(said, end="")
    _Screen.after_silence = quiet
    return said


def aside(*words: object) -> subprocess.Popen[str]:
    """Give a command in a process of its own, beside all else; its lines come as it says them."""
    surroundings = english() | {"PYTHONUNBUFFERED": "1"}
    command = [str(RUGSAT), *map(str, words)]
    return subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def english() -> dict[str, str]:
    """The surroundings of a command, in English where no other language is asked for."""
    return {**os.environ, "RUGSAT_LANGUAGE": os.environ.get("RUGSAT_LANGUAGE", "en")}


def stop(words: tuple[object, ...], why: object) -> NoReturn:
    """End the demonstration where a command did not do what it should."""
    sys.exit(f"the demonstration stops: rugsat {words[0]} ended with {why}")


def _give(words: tuple[object, ...], said: io.StringIO | None, *, fails: bool) -> None:
    """Give a command within this process: there are so many that starting a program for each would take a minute."""
    os.environ |= english()
    try:
        with redirect_stdout(said) if said else nullcontext():
            ended = app([*map(str, words)], standalone_mode=False)
    except (RugsatError, OSError) as error:
        stop(words, f"this: {error}")
    if ended not in ({None, 0, 1} if fails else {None, 0}):
        stop(words, ended)
