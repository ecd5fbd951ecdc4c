"""A database server for tests: PostgreSQL in a folder of its own, started and stopped by whoever runs the tests."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def postgres() -> Iterator[str]:
    """The address of an empty PostgreSQL that lives for as long as the block; skipped with a reason without one."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not programs:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    # PostgreSQL does not run as root, so there it is given to the user that Debian made for it. Its folder is not one
    # of pytest's, which are closed to everybody else again whenever another run of pytest begins.
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(prefix="rugsat-postgres-") as name:
        folder = Path(name)
        if as_postgres:
            shutil.chown(folder, "postgres")

        def run(program: str, *more: str) -> None:
            command = [*as_postgres, str(programs[-1] / program), *more]
            done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder)
            assert done.returncode == 0, done.stdout + done.stderr

        data = str(folder / "data")
        run("initdb", "-D", data, "-A", "trust", "-U", "rugsat", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder}"
        run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            run("createdb", "-h", str(folder), "-U", "rugsat", "office")
            yield f"postgres://rugsat@/office?host={folder}"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "stop")
