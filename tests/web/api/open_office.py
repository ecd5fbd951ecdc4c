"""A program that makes the office of RUGSAT_OFFICE with a miner, its rival and a token each; prints them as JSON."""

import json
import sys
from datetime import UTC, datetime, timedelta

from rugsat.store import start

start.start()

from rugsat.store.api_access.secret import digest_of_secret, new_secret  # noqa: E402 - after Django is set up
from rugsat.usecases.call import Call  # noqa: E402
from rugsat.usecases.give_role import give_role  # noqa: E402
from rugsat.usecases.issue_token import SCOPES, issue_token  # noqa: E402
from rugsat.usecases.make_office import make_office  # noqa: E402
from rugsat.usecases.open_account import open_account  # noqa: E402
from rugsat.usecases.register_party import register_party  # noqa: E402

_now = datetime.now(UTC) - timedelta(minutes=1)


def by(login: str) -> Call:
    """A call by somebody, a moment after the one before."""
    global _now  # noqa: PLW0603 - a program of one page
    _now += timedelta(milliseconds=10)
    return Call(by=login, at=_now)


make_office(administrator="root", at=by("root").at)
open_account(by("root"), login="anna", name="Anna")
give_role(by("root"), login="anna", role="licensing_officer")
tokens = {}
for party, login, name in (("karakum", "kerim", "Karakum Hash"), ("altyn", "rival", "Altyn Hash")):
    register_party(by("anna"), party=party, says={"kind": "legal_entity", "name": name, "country": "TM"})
    open_account(by("root"), login=login, name=login.title(), party=party)
    give_role(by("root"), login=login, role="applicant")
    tokens[login] = new_secret()
    issue_token(
        by("root"),
        login=login,
        digest=digest_of_secret(tokens[login]),
        scopes=sorted(SCOPES),
        requests_a_minute=60_000,
    )
json.dump(tokens, sys.stdout)
