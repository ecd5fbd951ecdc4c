"""The rugsat command."""

import atexit
import errno
import locale
import os
import shutil
import sys
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from rugsat import __version__
from rugsat.cli.applications import applications_app
from rugsat.cli.authorisations import authorisations_app
from rugsat.cli.cases import cases_app
from rugsat.cli.certificates import certificates_app
from rugsat.cli.fees import fees_app
from rugsat.cli.findings import findings_app
from rugsat.cli.keys import keys_app
from rugsat.cli.lake import lake_app
from rugsat.cli.law import law_app
from rugsat.cli.law_instruments import instruments
from rugsat.cli.log import log_app
from rugsat.cli.office_accounts import office_commands
from rugsat.cli.parties import parties_app
from rugsat.cli.quality import quality_app
from rugsat.cli.register import register_app
from rugsat.cli.requests import requests_app
from rugsat.cli.returns import returns_app
from rugsat.cli.runs import runs_app
from rugsat.cli.serve import serve
from rugsat.cli.simulate import simulate_app
from rugsat.cli.supervise import supervise
from rugsat.cli.tokens import tokens_app
from rugsat.cli.verify import verify
from rugsat.cli.warnings import warnings_app
from rugsat.kernel.errors import RugsatError
from rugsat.kernel.language import LANGUAGES, speak
from rugsat.kernel.printable import printable

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)

app = typer.Typer(
    name="rugsat",
    help="Licensing, supervision and taxation of crypto mining and crypto exchanges.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
law_app.command("instruments")(instruments)
app.add_typer(law_app, name="law")
app.add_typer(returns_app, name="returns")
app.add_typer(register_app, name="register")
app.add_typer(lake_app, name="lake")
app.add_typer(keys_app, name="keys")
app.command()(supervise)
app.add_typer(findings_app, name="findings")
app.add_typer(simulate_app, name="simulate")
app.add_typer(office_commands, name="office")
app.add_typer(runs_app, name="runs")
app.command()(serve)
app.add_typer(parties_app, name="parties")
app.add_typer(applications_app, name="applications")
app.add_typer(authorisations_app, name="authorisations")
app.add_typer(warnings_app, name="warnings")
app.add_typer(fees_app, name="fees")
app.add_typer(requests_app, name="requests")
app.add_typer(cases_app, name="cases")
app.add_typer(quality_app, name="quality")
app.add_typer(tokens_app, name="tokens")
app.add_typer(log_app, name="log")
app.add_typer(certificates_app, name="certificates")
app.command()(verify)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"rugsat {__version__}")
        raise typer.Exit


@app.callback()
def _speak(
    language: Annotated[
        str, typer.Option(envvar="RUGSAT_LANGUAGE", help=f"Language of receipts and reports: {', '.join(LANGUAGES)}.")
    ] = "",
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    speak(language or (locale.getlocale()[0] or "en")[:2])


def run() -> None:
    """Entry point: what a person can mend is said in one sentence, with exit code 2."""
    end_quietly()
    try:
        app()
    except RugsatError as error:
        _refuse(str(error))
    except OSError as error:
        _refuse(_unwritten(error))
    except Exception as error:
        if type(error).__module__ != "django.db.utils":  # told by its name, because not every command needs Django
            raise
        _refuse(f"the database cannot be asked ({error}): look at its disk and whether it runs, then try again")


def _unwritten(error: OSError) -> str:
    """What is said of a file that could not be read or written: a full disk is mended otherwise than a wrong name."""
    if isinstance(error, shutil.Error):  # a folder whose copying failed, with a reason for each of its files
        first, _, reason = error.args[0][0] if isinstance(error.args[0], list) else (error, None, error)
        return f"{first} cannot be copied ({reason}): look at the disk and at who may write there, then try again"
    if error.errno in _NO_ROOM:
        return f"{error.filename or 'a file'} has no room on its disk ({error.strerror}): make room, then try again"
    if error.errno == errno.EROFS:
        return f"{error.filename or 'a file'} lies on a disk that is read only: let it be written to, then try again"
    return f"{error.filename or 'a file'} cannot be read or written ({error.strerror}): name a path that can"


def _refuse(message: str) -> NoReturn:
    # A file, a log or a server may have put into the message what a terminal would obey.
    shown = "\n".join(printable(line) for line in message.split("\n"))
    Console(stderr=True, soft_wrap=True, highlight=False).print(f"rugsat: {shown}", style="red", markup=False)
    sys.exit(2)


def end_quietly() -> None:
    """Keep what libraries say on the way out from the screen; to be called before anything else is."""
    # DuckDB's binding reports reference counts at exit, on standard error, whenever Narwhals has seen it. It means
    # nothing to a person; everything of ours is written by then, because this was registered first and so runs last.
    atexit.register(lambda: os.dup2(os.open(os.devnull, os.O_WRONLY), 2))
