"""One simulated country taken through the whole job by the commands that an authority would give."""

import json
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RUGSAT = Path(sys.executable).with_name("rugsat")
DEMONSTRATION = ("--demonstration", "demonstration")


@dataclass(frozen=True)
class Done:
    """Where the answers and the run of a country lie, and how long each step took."""

    seed: int
    answers: Path
    run: Path
    seconds: dict[str, float]


def take_through(seed: int, folder: Path, *, scale: float, days: int) -> Done:
    """Simulate, load, file and supervise a country; keep its answers and its run, and drop the rest.

    What an earlier measurement has kept in the folder is taken as it is, so that one that was ended can go on.
    """
    country, lake = folder / f"country-{seed}", folder / f"lake-{seed}"
    answers, runs, told = folder / f"answers-{seed}", folder / f"runs-{seed}", folder / f"seconds-{seed}.json"
    if told.is_file():
        return Done(seed, answers, _only(runs), json.loads(told.read_text()))
    for left in (country, lake, answers, runs):
        shutil.rmtree(left, ignore_errors=True)
    seconds = {}
    for step, words in {
        "simulate": ("simulate", "--seed", seed, "--scale", scale, "--days", days, "--out", country, *DEMONSTRATION),
        "load": ("register", "load", country / "register", "--lake", lake),
        "file": (
            "returns", "file", country / "filings", "--by-day", "--lake", lake,
            "--keys", country / "keys" / "authority-keys.json", *DEMONSTRATION,
        ),
    }.items():  # fmt: skip
        seconds[step] = _run(words, fails=step == "file")
    on = json.loads((country / "country.json").read_text())["supervise_on"]
    seconds["supervise"] = _run(("supervise", "--lake", lake, "--on", on, "--out", runs, *DEMONSTRATION))
    shutil.move(country / "answers", answers)
    shutil.rmtree(country)
    shutil.rmtree(lake)
    told.write_text(json.dumps(seconds))
    return Done(seed, answers, _only(runs), seconds)


def _only(runs: Path) -> Path:
    return next(path for path in runs.iterdir() if path.is_dir())


def asleep(done: Done) -> list[str]:
    """The checks that slept in the run of a country."""
    described: dict[str, Any] = json.loads((done.run / "run.json").read_text())
    return [line["check"] for line in described["coverage"] if not line["awake"]]


def _run(words: tuple[object, ...], *, fails: bool = False) -> float:
    """Run a command; `fails` where exit code 1 only says that some files were refused, as was meant."""
    began = time.perf_counter()
    done = subprocess.run([RUGSAT, *map(str, words)], capture_output=True, text=True, check=False)
    if done.returncode not in ({0, 1} if fails else {0}):
        sys.exit(f"rugsat {words[0]} ended with {done.returncode}: {done.stderr[-2000:]}")
    return round(time.perf_counter() - began, 1)
