"""The settings: where the office is, which database, and no start in service without secrets of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from rugsat.store.database import DatabaseAddressError, database
from rugsat.store.documents import DocumentLostError, keep, place, read
from rugsat.store.secret_key import SecretMissingError, make_secret, secret_key


def test_without_an_address_it_is_sqlite_that_loses_nothing_and_locks_when_a_writer_begins(tmp_path: Path):
    said = database("", tmp_path)
    assert said["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in said["OPTIONS"]["init_command"]


def test_sqlite_holds_foreign_keys(db: None):
    if connection.vendor != "sqlite":
        pytest.skip("the database is PostgreSQL, which always holds them")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys")
        assert cursor.fetchone() == (1,)


def test_an_address_of_postgresql_is_read_in_full(tmp_path: Path):
    said = database("postgres://us%40er:pa%2Fss@db.example:5433/office", tmp_path)
    assert [said[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "us@er",
        "pa/ss",
        "db.example",
        "5433",
        "office",
    ]
    assert database("postgres://rugsat@/office?host=/run/pg", tmp_path)["HOST"] == "/run/pg"


def test_questions_are_planned_once_unless_a_pooler_takes_the_connection_away(tmp_path: Path):
    planned = database("postgres://rugsat@/office?sslmode=require", tmp_path)["OPTIONS"]
    assert planned == {"sslmode": "require", "server_side_binding": True, "prepare_threshold": 2}
    assert database("postgres://rugsat@/office?planned=no&sslmode=require", tmp_path)["OPTIONS"] == {
        "sslmode": "require"
    }


@pytest.mark.parametrize("address", ["mysql://x/y", "postgres://host", "office"])
def test_another_address_is_refused(tmp_path: Path, address: str):
    with pytest.raises(DatabaseAddressError, match="write postgres://"):
        database(address, tmp_path)


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path):
    path = make_secret(tmp_path)
    held = path.read_text()
    assert path.stat().st_mode & 0o077 == 0
    assert make_secret(tmp_path).read_text() == held
    assert secret_key({}, tmp_path, required=True) == held.strip()


def test_a_short_or_missing_secret_is_refused(tmp_path: Path):
    with pytest.raises(SecretMissingError, match="5 characters"):
        secret_key({"RUGSAT_SECRET_KEY": "short"}, tmp_path, required=False)
    with pytest.raises(SecretMissingError, match="there is no secret"):
        secret_key({}, tmp_path, required=True)


@pytest.mark.parametrize("missing", ["RUGSAT_OFFICE", "RUGSAT_DATABASE", "RUGSAT_HOSTS", "RUGSAT_SECRET_KEY"])
def test_service_does_not_start_without_what_it_needs(tmp_path: Path, missing: str):
    surroundings = {
        "RUGSAT_OFFICE": str(tmp_path),
        "RUGSAT_DATABASE": "postgres://rugsat@/rugsat",
        "RUGSAT_HOSTS": "register.example",
        "RUGSAT_SECRET_KEY": "k" * 60,
    }
    del surroundings[missing]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RUGSAT_")}
    run = subprocess.run(
        [sys.executable, "-c", "import rugsat.store.settings_production"],
        env={**kept, **surroundings},
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert run.returncode != 0
    assert missing in run.stderr


def test_a_document_is_kept_by_its_content_and_a_changed_one_is_named(settings, tmp_path: Path):
    settings.OFFICE = tmp_path
    digest = keep(b"letter")
    assert keep(b"letter") == digest
    assert read(digest) == b"letter"
    place(digest).write_bytes(b"better")
    with pytest.raises(DocumentLostError, match="is not what it was"):
        read(digest)
    place(digest).unlink()
    with pytest.raises(DocumentLostError, match="restore the folder"):
        read(digest)
