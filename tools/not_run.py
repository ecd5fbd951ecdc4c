"""Say what a run of make test or make prove left out, and how to run it.

Usage: python tools/not_run.py test|prove
"""

import importlib.util
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def left_out(run: str) -> list[str]:
    """One line for each thing that did not run."""
    if run == "test":
        return [*_proofs(), *_spark(), "the documentation site: make docs", *_measures()]
    return [
        *_spark(),
        *_browser(),
        *_poppler(),
        *_postgres(),
        *_measures(),
        "Apache Spark on the Java machine: Sail stands in for it here",
    ]


def _proofs() -> list[str]:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", "prove or spark"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    counted = Counter(re.findall(r"^(tests/[^:]+)::", listed, re.MULTILINE))
    return [f"{number} in {path}: make prove" for path, number in sorted(counted.items())]


def _spark() -> list[str]:
    if importlib.util.find_spec("pysail") is None:
        return ["every check on Spark Connect, for the spark extra is not installed: make prove"]
    return []


def _browser() -> list[str]:
    if any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")):
        return []
    return ["the report in a browser, for there is no Chromium here: apt-get install chromium"]


def _poppler() -> list[str]:
    if shutil.which("pdfsig"):
        return []
    return ["certificates verified and read by another program: apt-get install poppler-utils"]


def _postgres() -> list[str]:
    if any(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        return []
    return ["the office on PostgreSQL, for there is none here: apt-get install postgresql"]


def _measures() -> list[str]:
    return ["the measurements of speed on 10 and 30 million rows: make bench"]


def main(arguments: list[str]) -> int:
    """Run from the command line."""
    if len(arguments) != 1 or arguments[0] not in {"test", "prove"}:
        print(__doc__, file=sys.stderr)
        return 2
    print("\nNot run here:")
    for line in left_out(arguments[0]):
        print(f"  - {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
