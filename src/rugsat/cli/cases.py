"""rugsat cases: open a case on findings, let others join, close it, and answer a finding."""

from pathlib import Path
from typing import Annotated

import typer

from rugsat.cli.office_call import Note, act, ask, office_app, value
from rugsat.cli.options import Json

cases_app = office_app("cases", "Cases of findings: open, join, close, answer a finding, list, show.")

Number = Annotated[str, typer.Argument(help="Number of the case, as in TM-E-2026-000001-38.")]
Findings = Annotated[list[str], typer.Argument(help="Keys of the findings.")]


@cases_app.command("open")
def open_(
    context: typer.Context,
    findings: Findings,
    *,
    ground: Annotated[str, typer.Option(help="On what ground the case is opened.")],
    party: Annotated[str, typer.Option(help="Whose case it is, where a finding concerns several.")] = "",
    officer: Annotated[str, typer.Option(help="Officer in charge; whoever opens it if left out.")] = "",
    as_json: Json = False,
) -> None:
    """Open a case on findings of one party."""
    act(context, "open_finding_case", findings=findings, ground=ground, party=party, officer=officer, as_json=as_json)


@cases_app.command()
def join(context: typer.Context, case: Number, findings: Findings, *, note: Note = "", as_json: Json = False) -> None:
    """Let further findings of the same party join a case."""
    act(context, "join_finding_case", case=case, findings=findings, note=note, as_json=as_json)


@cases_app.command("hand-over")
def hand_over(
    context: typer.Context,
    case: Number,
    officer: Annotated[str, typer.Argument(help="Login of the officer who takes it over.")],
    *,
    note: Note,
    as_json: Json = False,
) -> None:
    """Put another officer in charge of a case."""
    act(context, "hand_over_finding_case", case=case, officer=officer, note=note, as_json=as_json)


@cases_app.command()
def close(
    context: typer.Context,
    case: Number,
    outcome: Annotated[str, typer.Argument(help="What becomes of its findings: reopened or dismissed.")],
    *,
    note: Annotated[str, typer.Option(help="Why it is closed.")],
    as_json: Json = False,
) -> None:
    """Close a case with a reason."""
    act(context, "close_finding_case", case=case, outcome=outcome, note=note, as_json=as_json)


@cases_app.command()
def answer(
    context: typer.Context,
    finding: Annotated[str, typer.Argument(help="Key of the finding.")],
    *,
    note: Annotated[str, typer.Option(help="The answer.")],
    document: Annotated[
        list[Path] | None, typer.Option("--document", help="Document that comes with it; may be repeated.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Answer a finding as the firm that it concerns."""
    papers = [value("take_documents.Paper", name=path.name, content=path.read_bytes()) for path in document or ()]
    act(context, "answer_finding", finding=finding, note=note, documents=papers, as_json=as_json)


@cases_app.command("list")
def list_(
    *,
    state: Annotated[str, typer.Option(help="open or closed; empty for all.")] = "open",
    party: Annotated[str, typer.Option(help="Only those of this party.")] = "",
    officer: Annotated[str, typer.Option(help="Only those of this officer.")] = "",
    as_json: Json = False,
) -> None:
    """List cases of findings."""
    ask("finding_cases.listed", state=state, party=party, officer=officer, as_json=as_json)


@cases_app.command()
def show(case: Number, *, as_json: Json = False) -> None:
    """Show a case with its findings, what was done in it and what the firm answered."""
    ask("finding_cases.case", case=case, as_json=as_json)
