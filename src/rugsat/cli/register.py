"""rugsat register: load a register snapshot into a lake, show what it holds."""

from pathlib import Path
from typing import Annotated

import typer

from rugsat.cli.options import Json, LakeFolder, LakeJurisdiction, lake_to_write, now, print_json
from rugsat.evidence.lake.lake import Lake
from rugsat.operations.load_register import load_register

register_app = typer.Typer(help="The register snapshot: load, show.", no_args_is_help=True)


@register_app.command()
def load(
    folder: Annotated[Path, typer.Argument(help="Folder with one file per table: parties.csv, sites.parquet, …")],
    *,
    lake: LakeFolder,
    jurisdiction: LakeJurisdiction = "",
) -> None:
    """Put a snapshot in place of the register that the lake holds; the one before stays readable as of its commit."""
    commit = load_register(lake_to_write(lake, jurisdiction), folder, recorded_at=now())
    for table, rows in commit.note["rows"].items():
        typer.echo(f"{table}: {rows} rows")
    typer.echo(f"Register loaded as commit {commit.number}.")


@register_app.command()
def show(lake: LakeFolder, *, as_json: Json = False) -> None:
    """Show which tables of the register the lake holds."""
    files = [entry for entry in Lake.open(lake).state().files.values() if entry.dataset.startswith("register.")]
    held = {entry.dataset: entry.rows for entry in sorted(files, key=lambda each: each.dataset)}
    if as_json:
        print_json(held)
        return
    for table, rows in held.items():
        typer.echo(f"{table}: {rows} rows")
    if not held:
        typer.echo("No register is loaded; load one with: rugsat register load FOLDER --lake …")
