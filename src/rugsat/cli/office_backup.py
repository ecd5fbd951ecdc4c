"""rugsat office backup and restore: the whole office as one folder, and an office from such a folder."""

import importlib
from pathlib import Path
from typing import Annotated, Any

import typer

from rugsat.cli.office import office_commands
from rugsat.cli.office_call import tell
from rugsat.cli.options import Json, now

__all__ = ["office_commands"]

Copy = Annotated[Path, typer.Argument(help="Folder of the copy.")]


@office_commands.command()
def backup(
    copy: Copy,
    *,
    with_keys: Annotated[bool, typer.Option("--with-keys", help="Copy the secret keys, too.")] = False,
    as_json: Json = False,
) -> None:
    """Copy log, database, documents and lake into a new folder while the office works; keys only if asked."""
    store = _store()
    importlib.import_module("rugsat.store.start").refuse_unmade()
    tell(store.back_up(copy, at=now(), with_keys=with_keys), as_json=as_json)


@office_commands.command()
def restore(copy: Copy, *, as_json: Json = False) -> None:
    """Make the office of RUGSAT_OFFICE from a copy, each file held against its digest; nothing may be there yet."""
    told = _store().restore(copy)
    tell(told, as_json=as_json)
    if not as_json:
        if told["missing"]:
            typer.echo(f"Bring back from their own copy: {', '.join(told['missing'])}")
        typer.echo("Then: rugsat office make, which brings the database up to date, and rugsat office log.")


def _store() -> Any:
    importlib.import_module("rugsat.store.start").start()
    return importlib.import_module("rugsat.store.backup")
