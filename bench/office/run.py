"""Measures pages of register and console beside a bare Django page; writes docs/performance/office-<database>.md."""

import argparse
import json
import os
import random
import sys
from collections import defaultdict
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

from bench.machine import machine
from bench.office.load import Answers, ask, measured
from bench.office.page import bars, report
from bench.office.serving import serving

ROOT = Path(__file__).parents[2]
USERS = (1, 16)
ROUNDS = 5
"""Each page is asked for in so many parts, in turn with all others: a machine is not as fast at all times."""
REGISTER = ("party", "authorisation", "search", "search of a number", "list", "list of suspended", "API list")
CONSOLE = ("queue", "queue by clocks", "party's file", "findings", "finding", "calendar", "search of officers")
PAGES = ("bare", *REGISTER, *CONSOLE)


def addresses(page: str, count: int, requests: int) -> list[str]:
    """Addresses of a page, each of another party, the same in every run."""
    from bench.office.fill import case_of, finding_of, name_of, number_of, party_of  # noqa: PLC0415 - after Django is set up

    chance = random.Random(page)
    chosen = [chance.randrange(max(1, count - 50)) for _ in range(requests)]
    made = {
        "bare": lambda n: f"/{party_of(n)}",
        "party": lambda n: f"/parties/{party_of(n)}",
        "authorisation": lambda n: f"/authorisations/{number_of(n)}",
        "search": lambda n: f"/search?q={name_of(n).split()[-1]}",
        "search of a number": lambda n: f"/search?q={number_of(n)}",
        "list": lambda n: f"/authorisations?after={number_of(n)}",
        "list of suspended": lambda n: f"/authorisations?status=suspended&after={number_of(n // 2)}",
        "API list": lambda n: f"/api/v1/register/authorisations?limit=25&cursor={number_of(n)}",
        "queue": lambda n: f"/console/cases/?all=1&order=case&after={case_of(n)}",
        "queue by clocks": lambda _: "/console/cases/",
        "party's file": lambda n: f"/console/parties/{party_of(n)}/",
        "findings": lambda n: f"/console/findings/?after=2026-01-{1 + n % 31:02}.{finding_of(n)}",
        "finding": lambda n: f"/console/findings/{finding_of(n)}/",
        "calendar": lambda n: f"/console/calendar/?month=2026-{1 + n % 12:02}-01",
        "search of officers": lambda n: f"/console/search/?q={name_of(n).split()[-1]}",
    }[page]
    return [made(number) for number in chosen]


def measure(count: int, requests: int, workers: int) -> dict[str, Any]:
    """Every page at every number of users, in turn with all others and the bare one; each with its server warm."""
    parts: dict[str, list[Answers]] = defaultdict(list)
    from bench.office.fill import party_of  # noqa: PLC0415 - after Django is set up
    from bench.office.signing import cookie  # noqa: PLC0415 - after Django is set up

    officer = cookie()
    with (
        serving(
            "rugsat.web.wsgi:application", settings="rugsat.web.settings", workers=workers, probe="/verify"
        ) as ours,
        serving(
            "bench.office.bare_wsgi:application",
            settings="bench.office.bare_settings",
            workers=workers,
            probe=f"/{party_of(0)}",
        ) as bare,
    ):
        for users, part, page in product(USERS, range(ROUNDS), PAGES):
            port, asked = bare if page == "bare" else ours, addresses(page, count, requests)
            who = officer if page in CONSOLE else ""
            if part == 0:
                ask(port, asked[: max(users, requests // 10)], users=users, cookie=who)
            parts[f"{page}/{users}"].append(ask(port, asked[part::ROUNDS], users=users, cookie=who))
            if part == ROUNDS - 1:
                print(f"{page}, {users} at once: {measured(parts[f'{page}/{users}'])}", flush=True)
    return {name: asdict(measured(held)) for name, held in parts.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parties", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=2_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--office", type=Path, default=ROOT / "build" / "office-bench", help="made where it is not there"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "performance")
    chosen = parser.parse_args()
    os.environ["RUGSAT_OFFICE"] = str(chosen.office)
    os.environ["RUGSAT_DEMONSTRATION"] = "demonstration"
    os.environ["DJANGO_SETTINGS_MODULE"] = "rugsat.web.settings"
    from rugsat.store.start import start  # noqa: PLC0415 - the surroundings are set before

    start()
    database = _made(chosen.parties)
    results = {
        "on": datetime.now(UTC).date().isoformat(),
        "machine": machine("rugsat", "django", "granian"),
        "database": database,
        "parties": chosen.parties,
        "requests": chosen.requests,
        "workers": chosen.workers,
        "users": list(USERS),
        "rounds": ROUNDS,
        "pages": list(PAGES),
        "measured": measure(chosen.parties, chosen.requests, chosen.workers),
    }
    chosen.out.mkdir(parents=True, exist_ok=True)
    name = f"office-{database.lower()}"
    (chosen.out / f"{name}.json").write_text(json.dumps(results, indent=1) + "\n")
    (chosen.out / f"{name}.md").write_text(report(results))
    print(report(results))
    sys.exit(0 if all(bars(results).values()) else 1)


def _made(parties: int) -> str:
    """Make and fill the office where it is not there; the name of its database."""
    from django.core.cache import cache  # noqa: PLC0415 - after Django is set up
    from django.db import connection  # noqa: PLC0415 - after Django is set up

    from bench.office.fill import fill, settle  # noqa: PLC0415 - after Django is set up
    from rugsat.store.parties.models import Party  # noqa: PLC0415 - after Django is set up
    from rugsat.usecases.make_office import make_office  # noqa: PLC0415 - after Django is set up

    make_office(administrator="administrator", at=datetime.now(UTC))
    held = Party.objects.count()
    if held not in {0, parties}:
        message = f"this office holds {held:,} parties and not {parties:,}: name another by --office or RUGSAT_DATABASE"
        raise SystemExit(message)
    if held == 0:
        fill(parties)
        settle()
    # Old counts would be made anew beside the pages that are measured.
    cache.clear()
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    connection.close()
    return name


if __name__ == "__main__":
    main()
