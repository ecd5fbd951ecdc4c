"""rugsat applications: what is done upon a case, each act by its verb."""

from typing import Annotated

import typer

from rugsat.cli.office_call import Case, Ground, Means, Note, act
from rugsat.cli.options import Json

acts_app = typer.Typer()


@acts_app.command("submit")
def submit(context: typer.Context, case: Case, *, as_json: Json = False) -> None:
    """Hand an application in."""
    act(context, "submit", case=case, as_json=as_json)


@acts_app.command("return")
def return_(
    context: typer.Context, case: Case, *, note: Note = "", means: Means = "electronic", as_json: Json = False
) -> None:
    """Give an application back and say what is missing."""
    act(context, "return_for_completion", case=case, note=note, means=means, as_json=as_json)


@acts_app.command("ask")
def ask(
    context: typer.Context, case: Case, *, note: Note = "", means: Means = "electronic", as_json: Json = False
) -> None:
    """Put a question to the applicant, or give a holder notice of a measure."""
    act(context, "ask", case=case, note=note, means=means, as_json=as_json)


@acts_app.command("answer")
def answer(context: typer.Context, case: Case, *, note: Note = "", as_json: Json = False) -> None:
    """Answer what was asked, or be heard on a notice."""
    act(context, "answer", case=case, note=note, as_json=as_json)


@acts_app.command("advise")
def advise(context: typer.Context, case: Case, *, note: Note = "", as_json: Json = False) -> None:
    """Say what another body thinks of an application."""
    act(context, "advise", case=case, note=note, as_json=as_json)


@acts_app.command("refuse")
def refuse(
    context: typer.Context,
    case: Case,
    *,
    ground: Ground = "",
    note: Note = "",
    means: Means = "electronic",
    as_json: Json = False,
) -> None:
    """Refuse an application or a change, on a ground that the law lists."""
    act(context, "refuse", case=case, ground=ground, note=note, means=means, as_json=as_json)


@acts_app.command("issue")
def issue(context: typer.Context, case: Case, *, note: Note = "", as_json: Json = False) -> None:
    """Hand an authorisation out after the decision."""
    act(context, "issue", case=case, note=note, as_json=as_json)


@acts_app.command("withdraw")
def withdraw(context: typer.Context, case: Case, *, note: Note = "", as_json: Json = False) -> None:
    """Withdraw an application before it is decided."""
    act(context, "surrender", case=case, note=note, as_json=as_json)


@acts_app.command("appeal")
def appeal(context: typer.Context, case: Case, *, note: Note = "", as_json: Json = False) -> None:
    """Appeal against a decision within the time for it."""
    act(context, "appeal", case=case, note=note, as_json=as_json)


@acts_app.command("uphold")
def uphold(
    context: typer.Context, case: Case, *, note: Note = "", means: Means = "electronic", as_json: Json = False
) -> None:
    """Leave a decision as it is after an appeal."""
    act(context, "uphold", case=case, note=note, means=means, as_json=as_json)


@acts_app.command("set-aside")
def set_aside(
    context: typer.Context, case: Case, *, note: Note = "", means: Means = "electronic", as_json: Json = False
) -> None:
    """Set a decision aside; what it did is undone from that day on."""
    act(context, "set_aside", case=case, note=note, means=means, as_json=as_json)


@acts_app.command("migrate")
def migrate(context: typer.Context, case: Case, *, note: Note = "", as_json: Json = False) -> None:
    """Let a running case go on under the law of today."""
    act(context, "migrate_procedure", case=case, note=note, as_json=as_json)


@acts_app.command()
def countersign(
    context: typer.Context,
    case: Case,
    signs_for: Annotated[str, typer.Argument(metavar="DECISION", help="Verb of the decision, as in grant.")],
    *,
    note: Note = "",
    as_json: Json = False,
) -> None:
    """Sign for a decision as the first of two officers."""
    act(context, "countersign", case=case, signs_for=signs_for, note=note, as_json=as_json)


@acts_app.command()
def grant(
    context: typer.Context,
    case: Case,
    *,
    condition: Annotated[list[str] | None, typer.Option(help="Condition of the authorisation; repeatable.")] = None,
    note: Note = "",
    as_json: Json = False,
) -> None:
    """Give an authorisation as the second officer; refused while a requirement stands open."""
    act(context, "grant", case=case, conditions=condition, note=note, as_json=as_json)
