"""rugsat quality: count what filings were like, and show the data quality of filers over time."""

from typing import Annotated

import typer

from rugsat.cli.office_call import act, ask, office_app
from rugsat.cli.options import Json, LakeFolder, now
from rugsat.evidence.lake.lake import Lake

quality_app = office_app("quality", "Data quality of filers: a score that orders work and decides nothing.")

Months = Annotated[int, typer.Option(help="So many months back, the present one among them.", min=1)]


@quality_app.command()
def measure(context: typer.Context, lake: LakeFolder, *, as_json: Json = False) -> None:
    """Count the filings that came into the lake since the last time; a job runs it every day."""
    opened = Lake.open(lake)
    act(context, "measure_filings", lake=opened, as_json=as_json)


@quality_app.command("list")
def list_(
    *,
    months: Months = 3,
    most: Annotated[int, typer.Option(help="So many filers at most.", min=1)] = 100,
    as_json: Json = False,
) -> None:
    """List filers with their scores, the lowest first, with what each score is made of."""
    ask("quality.filers", now=now(), months=months, most=most, as_json=as_json)


@quality_app.command()
def show(
    sender: Annotated[str, typer.Argument(help="Party that files.")], *, months: Months = 12, as_json: Json = False
) -> None:
    """Show one filer month by month."""
    ask("quality.filer", sender=sender, now=now(), months=months, as_json=as_json)
