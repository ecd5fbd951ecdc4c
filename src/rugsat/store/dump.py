"""The database of the office as one file, and an empty database filled from such a file."""

import os
import sqlite3
import subprocess
from pathlib import Path

from django.db import connection

from rugsat.kernel.errors import RugsatError

SQLITE, POSTGRESQL = "office.sqlite3", "office.dump"
"""Names of the file in a copy, by the kind of database."""


class DumpError(RugsatError):
    """A database that cannot be copied or filled."""


def dump(folder: Path) -> str:
    """Write the database as it is at one moment, while others go on writing; gives the name of the file."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(folder / SQLITE) as copy:
            connection.connection.backup(copy)
        copy.close()
        return SQLITE
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={folder / POSTGRESQL}")
    return POSTGRESQL


def refuse_filled(file: Path) -> None:
    """Raise DumpError unless the database of the settings is an empty one of the kind that the file was made of."""
    expected = SQLITE if connection.vendor == "sqlite" else POSTGRESQL
    if file.name != expected:
        message = (
            f"the copy holds {file.name}, but the office writes to {connection.vendor}: set RUGSAT_DATABASE as it was"
        )
        raise DumpError(message)
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        if Path(name).exists():
            message = f"{name} is there already: restore into a folder without an office"
            raise DumpError(message)
    elif connection.introspection.table_names():
        message = f"the database {name} is not empty: name an empty one in RUGSAT_DATABASE"
        raise DumpError(message)


def fill(file: Path) -> None:
    """Fill the database of the settings, which must be empty, from a file; whole or not at all."""
    refuse_filled(file)
    if connection.vendor == "sqlite":
        _fill_sqlite(file, Path(connection.settings_dict["NAME"]))
        return
    connection.close()
    _run("pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", str(file))


def _fill_sqlite(file: Path, to: Path) -> None:
    scratch = to.with_name(f".{to.name}.{os.getpid()}.part")
    with sqlite3.connect(file) as copy, sqlite3.connect(scratch) as made:
        copy.backup(made)
    copy.close()
    made.close()
    scratch.rename(to)


def _run(program: str, *more: str) -> None:
    """Run a program of PostgreSQL on the database of the settings; the password is not among its words."""
    held = connection.settings_dict
    named = (
        ("--host", held["HOST"]),
        ("--port", held["PORT"]),
        ("--username", held["USER"]),
        ("--dbname", held["NAME"]),
    )
    command = [program, *(f"{option}={value}" for option, value in named if value), *more]
    surroundings = {**os.environ, **({"PGPASSWORD": held["PASSWORD"]} if held["PASSWORD"] else {})}
    try:
        done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)  # noqa: S603 - the program is named here, its words come from the settings
    except FileNotFoundError:
        message = f"{program} is not installed: install the client of PostgreSQL in the version of the server, or later"
        raise DumpError(message) from None
    if done.returncode:
        message = f"{program} has failed, and nothing was changed: {done.stderr.strip()[-800:]}"
        raise DumpError(message)
