"""The main job on real files, by the very commands that a firm or an authority would give."""

import json
import shutil
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

from commands import DEMONSTRATION, HERE, ROOT, WORK, aside, heading, rugsat, show_command, stop, told
from country import FiledCountry, say_where_the_country_lies, supervise_country
from office import OFFICE, make_the_office
from office_country import load_the_country, open_an_account_for_each_role, show_accounts
from waiting import leave_something_to_do

from rugsat.cli.main import end_quietly
from rugsat.operations.intake.authority_keys import generate_authority_keys

BEGINNING = """\
This takes real files through the whole main job and ends by itself, in three or four minutes on two processors: a small
set of filings, step by step; an office that licenses a miner; and a simulated country, whose thousands of files are
filed meanwhile. Everything is written under build/demo, which is emptied first; nothing else is touched. What stands
behind a $ is a command that can be given by hand as well, here, after `source .venv/bin/activate`."""
NEXT = """\
Look at the reports above in a browser. Then `make serve` shows the whole office, until Ctrl+C: the public register on
http://localhost:8000/ and, for who signs in at http://localhost:8000/account/sign-in, a console or a portal.
"""
LAKE = WORK / "lake"
ON = "2026-03-31"


def main() -> None:
    began = time.monotonic()
    print(BEGINNING, flush=True)
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    with FiledCountry() as country:
        keys = prepare()
        show_the_law()
        take_in(keys)
        supervise()
        home = explain_one()
        correct_and_replay(home, keys)
        make_the_office()
        country.shown()
    supervise_country()
    load_the_country()
    leave_something_to_do()
    open_an_account_for_each_role()
    say_where_things_lie()
    say_what_to_do_next()
    print(f"\nDone in {time.monotonic() - began:.0f} seconds.")


def prepare() -> Path:
    heading("The filings that firms would send, written from real meters, difficulty and registers")
    keys = generate_authority_keys(WORK / "keys")
    subprocess.run([sys.executable, HERE / "prepare.py", WORK, WORK / "keys" / "authority-public.pem"], check=True)
    print((HERE / "SOURCES.md").read_text().rpartition("|\n")[2].strip())
    return keys


def show_the_law() -> None:
    heading("The law of the day: a value with its article, and which checks sleep under Turkmen law alone")
    rugsat("law", "explain", "exchange.retail_deposit_limit", "--jurisdiction", "kz", "--on", ON)
    rugsat("law", "coverage", "--jurisdiction", "tm", "--on", ON)
    rugsat("law", "coverage", "--jurisdiction", "tm", "--on", ON, *DEMONSTRATION)


def take_in(keys: Path) -> None:
    heading("The register of that day")
    rugsat("register", "load", WORK / "register", "--lake", LAKE)
    heading("Firms check a file at home, with the code and the law of the authority")
    february = WORK / "filings" / "2026-03-06" / "mary-energo.meter_readings.2026-02.csv.zst"
    rugsat("returns", "check", february, *DEMONSTRATION, fails=True)
    heading("Intake: every file gets a receipt; what is bad is named, row by row")
    for day in ("2026-02-05", "2026-03-06", "2026-03-31"):
        file_returns(day, keys)


def supervise() -> None:
    heading("The cycle: every check under the law of the day")
    rugsat("supervise", "--lake", LAKE, "--on", ON, *DEMONSTRATION)
    heading("The same checks on other engines give the same findings")
    compare_engines()


def explain_one() -> str:
    heading("One finding, with its article and its evidence")
    home = next(str(each["finding"]) for each in findings() if each["subject"] == "connection:HOME-05")
    rugsat("findings", "explain", home, "--lake", LAKE)
    return home


def correct_and_replay(home: str, keys: Path) -> None:
    heading("The provider corrects a reading; the finding as known then, and as known now")
    rugsat("findings", "replay", home, "--lake", LAKE)
    file_returns("2026-04-02", keys)
    rugsat("findings", "replay", home, "--lake", LAKE)


def say_where_things_lie() -> None:
    heading("Where things lie")
    folder = json.loads(told("findings", "list", "--lake", LAKE, "--all-runs", "--json"))[0]["run"]
    print(f"Report    {(LAKE / 'runs' / folder / 'report.html').relative_to(ROOT)}   (open it in a browser)")
    print(f"Receipts  {(LAKE / 'receipts').relative_to(ROOT)}")
    print(f"Lake      {LAKE.relative_to(ROOT)}   (rugsat lake history --lake {LAKE.relative_to(ROOT)})")
    say_where_the_country_lies()
    print(f"Office    {OFFICE.relative_to(ROOT)}")


def say_what_to_do_next() -> None:
    heading("What to do next")
    print(NEXT)
    show_accounts()
    print("\nThe first steps by hand: docs/tutorial/check-a-file-at-home.md, then docs/tutorial/supervise-a-lake.md.")
    print("`make test` tells in some minutes whether all of it is right; `make help` lists the rest.")


def file_returns(day: str, keys: Path) -> None:
    rugsat(
        "returns", "file", WORK / "filings" / day, "--lake", LAKE, "--keys", keys,
        "--received", f"{day}T10:00:00+05:00", *DEMONSTRATION, fails=True,
    )  # fmt: skip


def compare_engines() -> None:
    first = without_the_run(findings())
    engines = ["polars", *(["spark"] if find_spec("pysail") and find_spec("pyspark") else [])]
    for engine in engines:
        out = WORK / f"runs-{engine}"
        words = ("supervise", "--lake", LAKE, "--on", ON, *DEMONSTRATION, "--engine", engine, "--out", out)
        show_command(*words)
        # In a process of its own, so that no engine is left running beside the next.
        running = aside(*words)
        said, _ = running.communicate()
        if running.returncode:
            stop(words, f"{running.returncode}\n{said}")
        listed = told("findings", "list", "--lake", LAKE, "--runs", out, "--json")
        same = without_the_run(json.loads(listed)) == first
        print(f"duckdb and {engine}: {len(first)} findings, {'equal to the last digit' if same else 'DIFFERENT'}")
        if not same:
            sys.exit(1)
    if "spark" not in engines:
        print("spark: not installed here (pip install 'rugsat[spark]'); make prove compares it too")


def findings() -> list[dict]:
    return json.loads(told("findings", "list", "--lake", LAKE, "--json"))


def without_the_run(rows: list[dict]) -> list[dict]:
    return sorted(rows, key=lambda row: row["finding"])


if __name__ == "__main__":
    end_quietly()
    main()
