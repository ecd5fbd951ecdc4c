"""rugsat lake: what happened to a lake, and compaction."""

import sys

import typer
from rich.console import Console
from rich.progress import Progress

from rugsat.cli.options import Json, LakeFolder, now, print_json
from rugsat.evidence.lake.lake import Lake
from rugsat.operations.compact import compact as compact_lake

lake_app = typer.Typer(help="The lake of evidence: history, compact.", no_args_is_help=True)


@lake_app.command()
def history(lake: LakeFolder, *, as_json: Json = False) -> None:
    """List the commits of a lake, oldest first."""
    commits = list(Lake.open(lake).commits())
    if as_json:
        print_json([commit.to_json() for commit in commits])
        return
    for commit in commits:
        changed = f"{len(commit.adds)} files added, {len(commit.removes)} withdrawn"
        typer.echo(f"{commit.number:>6}  {commit.recorded_at:%Y-%m-%d %H:%M:%S}Z  {commit.act:<11} {changed}")


@lake_app.command()
def compact(lake: LakeFolder) -> None:
    """Write one file for each dataset and day; every row keeps its locator, and what was before stays readable."""
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("compacting", total=None)

        def show(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        commit = compact_lake(Lake.open(lake), recorded_at=now(), progress=show)
    if commit is None:
        typer.echo("Nothing to compact: every dataset and day is one file.")
    else:
        note = commit.note
        typer.echo(f"Commit {commit.number}: {note['files_before']} files are now {note['files_after']}.")
