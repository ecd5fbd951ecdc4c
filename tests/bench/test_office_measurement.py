"""That the measurement of the office measures pages that are there, on rows that are the same in every run."""

import pytest
from django.test import Client

from bench.office.fill import fill, name_of
from bench.office.page import bars, report
from bench.office.run import CONSOLE, PAGES, REGISTER, addresses
from bench.office.signing import cookie
from rugsat.store.parties.models import PartyFacts

MEASURED = {"median_ms": 4.0, "p95_ms": 9.0, "per_second": 200.0}
RESULTS = {
    "on": "2026-11-27",
    "machine": {"cores": 2},
    "database": "SQLite",
    "parties": 1_000_000,
    "requests": 2_000,
    "rounds": 5,
    "workers": 2,
    "users": [1],
    "pages": ["bare", "party", "list"],
    "measured": {
        "bare/1": MEASURED,
        "party/1": {**MEASURED, "median_ms": 11.0},
        "list/1": {**MEASURED, "median_ms": 13.0},
    },
}


@pytest.fixture
def office(db, settings, tmp_path):
    settings.OFFICE, settings.DEMONSTRATION = tmp_path / "office", ("demonstration",)
    fill(120)


def test_every_address_that_is_measured_answers_with_what_was_asked_for(office):
    assert PartyFacts.objects.count() == 120
    assert {"bare", *REGISTER, *CONSOLE} == set(PAGES)
    anybody, officer = Client(), Client()
    name, _, key = cookie().partition("=")
    officer.cookies[name] = key
    for page in PAGES:
        for address in addresses(page, 120, 3) if page != "bare" else ():
            answer = (officer if page in CONSOLE else anybody).get(address)
            assert answer.status_code == 200, address
            assert page not in CONSOLE or anybody.get(address).status_code == 302, address
    assert name_of(7) in anybody.get("/parties/p0000007").content.decode()


def test_a_page_that_takes_more_than_three_times_the_bare_one_misses_its_bar():
    held = bars(RESULTS)
    assert list(held.values()) == [True, False]
    assert "NOT MET: list, 1 at once" in report(RESULTS)
    assert "| party | 1 | 11.0 | 9.0 | 200 | 2.75 |" in report(RESULTS)
