"""`rugsat serve`: the whole office as web pages, on one's own machine; and publishing a day."""

import importlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Annotated

import typer

from rugsat.cli.office import office_commands
from rugsat.cli.office_call import act
from rugsat.cli.options import Json
from rugsat.kernel.errors import RugsatError

SETTINGS = "rugsat.web.settings"
_APPLICATION = "rugsat.web.wsgi:application"
_DOORS = {
    "Register": "/",
    "Verify": "/verify",
    "Open data": "/data",
    "Sign in": "/account/sign-in",
    "Console": "/console/",
    "Portal": "/portal/",
    "API": "/api/v1/docs",
}
_THREADS = 8
"""Questions that a process works on at once."""


class AddressTakenError(RugsatError):
    """An address that something else listens on."""


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; others than localhost can ask only if named.")] = "",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(help="Processes that answer.", min=1, max=64)] = 1,
    worker: Annotated[bool, typer.Option("--worker", help="Lead runs of supervision beside it.")] = False,
) -> None:
    """Serve register, console, portal and API of the office in RUGSAT_OFFICE until it is stopped with Ctrl+C."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    start = importlib.import_module("rugsat.store.start")
    start.start()
    start.refuse_unmade()
    start.refuse_demonstration()
    granian = importlib.import_module("granian")
    address = host or "127.0.0.1"
    _refuse_taken(address, port)
    where = f"http://{host or 'localhost'}:{port}"
    for what, path in _DOORS.items():
        typer.echo(f"{what:<10} {where}{path}")
    typer.echo("Stop with Ctrl+C.")
    with _working() if worker else nullcontext():
        granian.Granian(
            _APPLICATION,
            address=address,
            port=port,
            interface="wsgi",
            workers=workers,
            blocking_threads=_THREADS,
            log_access=False,
            log_level="error",
        ).serve()


@contextmanager
def _working() -> Iterator[None]:
    """A worker in a process of its own, which ends after its stage when serving ends."""
    process = subprocess.Popen([sys.executable, "-c", "from rugsat.cli.main import run; run()", "runs", "work"])
    try:
        yield
    finally:
        process.terminate()
        process.wait()


@office_commands.command()
def publish(context: typer.Context, *, as_json: Json = False) -> None:
    """Publish the register of today for everybody: signed with the keys in keys/authority of the office, and logged."""
    act(context, "publish_public_register", as_json=as_json)


def _refuse_taken(address: str, port: int) -> None:
    try:
        with socket.create_server((address, port)):
            pass
    except OSError as error:
        message = f"{address}:{port} cannot be listened on ({error.strerror}): choose another port with --port"
        raise AddressTakenError(message) from error
