"""rugsat warnings: two officers warn of firms without authorisation; take over the warnings of others, search them."""

from pathlib import Path
from typing import Annotated

import typer

from rugsat.cli.office_call import Note, OnDay, act, ask, office_app, query, record_in
from rugsat.cli.options import Json, day, now

warnings_app = office_app(
    "warnings", "Warnings about firms without authorisation: draft, issue, withdraw, import, search."
)

Warning_ = Annotated[str, typer.Argument(metavar="WARNING", help="Number of the warning, as in TM-W-2026-000001-57.")]
Draft = Annotated[str, typer.Argument(metavar="DRAFT", help="Name of the draft, as in warning_draft_2026_0001.")]


@warnings_app.command()
def draft(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            help="JSON or YAML with name, names, websites, country, lei, instrument, ground, basis (law or policy) and "
            "rests_on (the article, or the act of policy).",
            dir_okay=False,
        ),
    ],
    *,
    warning: Annotated[str, typer.Option(help="A warning that is given already and is to say this instead.")] = "",
    as_json: Json = False,
) -> None:
    """Draft a warning about a firm that acts without an authorisation; another officer issues it."""
    act(context, "draft_warning", says=record_in(file), warning=warning, as_json=as_json)


@warnings_app.command("draft-withdrawal")
def draft_withdrawal(context: typer.Context, warning: Warning_, *, note: Note, as_json: Json = False) -> None:
    """Draft the withdrawal of a warning; it goes on being given until another officer withdraws it."""
    act(context, "draft_warning_withdrawal", warning=warning, note=note, as_json=as_json)


@warnings_app.command()
def drafts(*, as_json: Json = False) -> None:
    """List the drafts that wait for another officer, the latest first."""
    ask("warning_drafts.listed", as_json=as_json)


@warnings_app.command()
def issue(context: typer.Context, draft: Draft, *, as_json: Json = False) -> None:
    """Sign what another officer drafted: the public is warned of the firm from today on, or the warning says this."""
    act(context, "issue_warning", draft=draft, as_json=as_json)


@warnings_app.command()
def withdraw(context: typer.Context, draft: Draft, *, as_json: Json = False) -> None:
    """Sign the withdrawal that another officer drafted; that the warning was given before stays readable."""
    act(context, "withdraw_warning", draft=draft, as_json=as_json)


@warnings_app.command()
def drop(context: typer.Context, draft: Draft, *, note: Note, as_json: Json = False) -> None:
    """Drop a draft; what is given to the public stays as it is."""
    act(context, "drop_warning_draft", draft=draft, note=note, as_json=as_json)


@warnings_app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="ESMA's register of non-compliant entities, CSV.", dir_okay=False)],
    *,
    accept_faults: Annotated[bool, typer.Option("--accept-faults", help="Leave rows with faults out.")] = False,
    as_json: Json = False,
) -> None:
    """Take over the warnings of other authorities; every fault is named by file, row and field."""
    act(
        context,
        "import_warnings",
        content=file.read_bytes(),
        file=file.name,
        accept_faults=accept_faults,
        as_json=as_json,
    )


@warnings_app.command("list")
def list_(
    *,
    on: OnDay = "",
    after: Annotated[str, typer.Option(help="Where the page before ended, as it says under `after`.")] = "",
    as_json: Json = False,
) -> None:
    """List the warnings of a day, the newest first, page by page."""
    ask("public.warned.listed", on=_day(on), after=after, as_json=as_json)


@warnings_app.command()
def search(
    text: Annotated[str, typer.Argument(help="Words of a name in any script, or of a website; beginnings are enough.")],
    *,
    on: OnDay = "",
    as_json: Json = False,
) -> None:
    """Search the warnings of a day by name or website."""
    ask("public.warned.search", text=text, on=_day(on), as_json=as_json)


@warnings_app.command()
def show(warning: Warning_, *, on: OnDay = "", as_json: Json = False) -> None:
    """Show a warning as of a day."""
    ask("public.warned.warning", number=warning, on=_day(on), as_json=as_json)


def _day(on: str) -> object:
    """The day that is asked for; today where the office lies, where none is."""
    return query("told.day_asked", on=day(on), now=now())
