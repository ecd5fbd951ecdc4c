"""Settings in service: nothing to warn of, cookies for this host alone, and nothing of a demonstration."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import override_settings

from rugsat.store.accounts.models import Account
from rugsat.store.start import DemonstrationInServiceError, refuse_demonstration
from tests.usecases.databases import postgres
from tests.usecases.people import Office

SETTINGS = "rugsat.web.settings_production"
KEY = "abcdefghijklmnopqrstuvwxyz" * 3
CHECK = """
import django
django.setup()
from django.core.checks import run_checks
print([f"{each.id}: {each.msg}" for each in run_checks(include_deployment_checks=True)])
"""
COOKIES = """
import django, json
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in dir(settings) if "COOKIE" in name or "HSTS" in name}))
"""
START = "import rugsat.web.wsgi; print('started')"


def run(folder: Path, program: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A program with the settings of service."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RUGSAT_", "DJANGO_"))}
    surroundings = {
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "RUGSAT_OFFICE": str(folder),
        "RUGSAT_DATABASE": "postgres://rugsat@/rugsat",
        "RUGSAT_HOSTS": "register.example",
        "RUGSAT_SECRET_KEY": KEY,
    }
    command = [sys.executable, "-c", program]
    return subprocess.run(
        command, env={**kept, **surroundings, **more}, capture_output=True, text=True, check=False, cwd=folder
    )


def test_there_is_nothing_to_warn_of(tmp_path: Path):
    checked = run(tmp_path, CHECK)
    assert checked.returncode == 0, checked.stderr
    assert checked.stdout.strip() == "[]"


def test_cookies_are_taken_from_this_host_over_tls_alone(tmp_path: Path):
    said = json.loads(run(tmp_path, COOKIES).stdout)
    for cookie in ("SESSION", "CSRF"):
        assert said[f"{cookie}_COOKIE_NAME"].startswith("__Host-")
        assert said[f"{cookie}_COOKIE_SECURE"]
        assert said[f"{cookie}_COOKIE_HTTPONLY"]
        # A browser takes a cookie of that name only for the whole host, and with no domain.
        assert said[f"{cookie}_COOKIE_PATH"] == "/"
        assert said[f"{cookie}_COOKIE_DOMAIN"] is None
    assert said["SECURE_HSTS_SECONDS"] >= 31_536_000


def test_it_does_not_start_with_demo_set(tmp_path: Path):
    started = run(tmp_path, START, RUGSAT_DEMO="1")
    assert started.returncode != 0
    assert "RUGSAT_DEMO is set: service does not start" in started.stderr


def test_it_does_not_start_upon_an_account_of_a_demonstration(office: Office):
    with override_settings(IN_SERVICE=True):
        refuse_demonstration()
    Account.objects.create(login="demo-director", name="Demo director", demo=True)
    refuse_demonstration()
    with override_settings(IN_SERVICE=True), pytest.raises(DemonstrationInServiceError, match="demo-director"):
        refuse_demonstration()


MAKE = """
from datetime import UTC, datetime
from rugsat.store import start
start.start()
from rugsat.usecases.make_office import make_office
make_office(administrator="root", at=datetime.now(UTC))
"""
DEMO = """
from rugsat.store import start
start.start()
from rugsat.store.accounts.models import Account
Account.objects.create(login="demo-director", name="Demo director", demo=True)
"""
SIGN_IN = """
import json
import rugsat.web.wsgi
from django.test import Client
from rugsat.store.accounts.models import Account
account = Account.objects.get(login="root")
account.set_password("four words make one")
account.save()
client = Client(SERVER_NAME="register.example", HTTP_X_FORWARDED_PROTO="https", HTTP_X_FORWARDED_FOR="192.0.2.1")
plain = Client(SERVER_NAME="register.example").get("/account/sign-in")
page = client.get("/account/sign-in")
answer = client.post("/account/sign-in", {"login": "root", "password": "four words make one"})
session = client.cookies["__Host-session"]
print(json.dumps({
    "plain": [plain.status_code, plain.headers["Location"]],
    "hsts": page.headers["Strict-Transport-Security"],
    "sent": [answer.status_code, answer.headers["Location"]],
    "session": [session["secure"], session["httponly"], session["path"], session["domain"]],
    "next": client.get("/account/").headers["Location"],
    "hash": account.password.split("$")[0],
    "from": Account.objects.get(login="root").access_events.get().address,
}))
"""


@pytest.mark.prove
def test_one_signs_in_to_a_service_on_postgresql_and_none_starts_upon_a_demonstration(tmp_path: Path):
    with postgres() as address:
        made = run(tmp_path, MAKE, RUGSAT_DATABASE=address)
        assert made.returncode == 0, made.stderr
        signed = run(tmp_path, SIGN_IN, RUGSAT_DATABASE=address)
        assert signed.returncode == 0, signed.stderr
        said = json.loads(signed.stdout)
        assert said["plain"] == [301, "https://register.example/account/sign-in"]
        assert "includeSubDomains" in said["hsts"]
        assert said["sent"] == [302, "/console/"]
        assert said["session"] == [True, True, "/", ""]
        assert said["next"] == "/account/factors", "the administrator sets a second factor up first"
        assert said["hash"] == "scrypt"
        assert said["from"] == "192.0.2.1"
        assert run(tmp_path, DEMO, RUGSAT_DATABASE=address).returncode == 0
        started = run(tmp_path, START, RUGSAT_DATABASE=address)
        assert started.returncode != 0
        assert "holds accounts of a demonstration (demo-director)" in started.stderr
