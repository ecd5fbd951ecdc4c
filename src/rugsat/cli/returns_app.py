"""The group of commands about returns; each command lies in a module of its own and registers itself here."""

import typer

returns_app = typer.Typer(
    name="returns",
    help="What is filed, when, and whether a file is good: list, template, check, file.",
    no_args_is_help=True,
)
