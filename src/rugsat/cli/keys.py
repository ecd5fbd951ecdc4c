"""rugsat keys: the keys of the authority, that sealed identifiers are opened and person tokens are made with."""

from pathlib import Path
from typing import Annotated

import typer

from rugsat.operations.intake.authority_keys import generate_authority_keys, rotated

keys_app = typer.Typer(help="The keys of the authority: make, rotate.", no_args_is_help=True)


@keys_app.command()
def make(folder: Annotated[Path, typer.Argument(help="Folder outside the lake; keys that are there stay.")]) -> None:
    """Make keys: a secret file that only its owner can read, and a public one for whoever files identifiers."""
    secret = generate_authority_keys(folder)
    typer.echo(f"Secret: {secret}  (keep it outside the lake, and a copy in a safe)")
    typer.echo(f"Public: {folder / 'authority-public.pem'}  (publish it; filers seal identifiers to it)")


@keys_app.command()
def rotate(
    keys: Annotated[Path, typer.Argument(help="The secret file.")],
    into: Annotated[Path, typer.Argument(help="The new secret file, which must not be there yet.")],
) -> None:
    """Add a new key for person tokens; the tokens of the same person under the old key and the new one differ."""
    rotated(keys, into=into)
    typer.echo(f"Secret: {into}")
