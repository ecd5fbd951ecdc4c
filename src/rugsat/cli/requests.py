"""rugsat requests: ask firms for information, answer, put off, remind, escalate, and see what is due."""

from pathlib import Path
from typing import Annotated, Any

import typer

from rugsat.cli.office_call import Means, Note, act, ask, office_app, value
from rugsat.cli.options import Json, day, now

requests_app = office_app("requests", "Requests for information: ask a firm, answer, extend, remind, escalate, close.")

Request = Annotated[str, typer.Argument(help="Number of the request, as in TM-Q-2026-000001-20.")]
Documents = Annotated[
    list[Path] | None, typer.Option("--document", help="Document that comes with it; may be repeated.", dir_okay=False)
]


@requests_app.command("ask")
def ask_(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    party: Annotated[str, typer.Argument(help="Party that is asked.")],
    title: Annotated[str, typer.Argument(help="In a few words, what is asked.")],
    *,
    note: Annotated[str, typer.Option(help="The question.")],
    finding: Annotated[str, typer.Option(help="Finding that it is about.")] = "",
    authorisation: Annotated[str, typer.Option(help="Authorisation that it is about.")] = "",
    filing: Annotated[str, typer.Option(help="Filing that it is about.")] = "",
    document: Documents = None,
    means: Means = "electronic",
    as_json: Json = False,
) -> None:
    """Ask a firm for information; its deadline follows from the law and from service."""
    about = {"finding": finding, "authorisation": authorisation, "filing": filing}
    question = value("ask_for_information.Question", title=title, note=note, **about)
    papers = _papers(document)
    act(
        context,
        "ask_for_information",
        party=party,
        question=question,
        documents=papers,
        means=means,
        as_json=as_json,
    )


@requests_app.command()
def answer(
    context: typer.Context,
    request: Request,
    *,
    note: Annotated[str, typer.Option(help="The answer.")],
    document: Documents = None,
    in_part: Annotated[bool, typer.Option("--in-part", help="More is to come; the time to answer goes on.")] = False,
    as_json: Json = False,
) -> None:
    """Answer a request as the firm that was asked."""
    papers = _papers(document)
    act(context, "answer_request", request=request, note=note, documents=papers, in_part=in_part, as_json=as_json)


@requests_app.command()
def further(
    context: typer.Context,
    request: Request,
    *,
    note: Annotated[str, typer.Option(help="The further question.")],
    document: Documents = None,
    means: Means = "electronic",
    as_json: Json = False,
) -> None:
    """Ask further upon an answer; the further question has a deadline of its own."""
    papers = _papers(document)
    act(context, "ask_further", request=request, note=note, documents=papers, means=means, as_json=as_json)


@requests_app.command()
def accept(context: typer.Context, request: Request, *, note: Note = "", as_json: Json = False) -> None:
    """Accept the answer and close the request."""
    act(context, "accept_answer", request=request, note=note, as_json=as_json)


@requests_app.command()
def extend(
    context: typer.Context,
    request: Request,
    days: Annotated[int, typer.Argument(help="By how many days, in the unit of the law.")],
    *,
    ground: Annotated[str, typer.Option(help="Ground, one of those that the law lists.")],
    note: Note = "",
    as_json: Json = False,
) -> None:
    """Put the deadline off, on a ground."""
    act(context, "extend_request", request=request, days=days, ground=ground, note=note, as_json=as_json)


@requests_app.command()
def withdraw(context: typer.Context, request: Request, *, note: Note, as_json: Json = False) -> None:
    """Withdraw a request, and say why."""
    act(context, "withdraw_request", request=request, note=note, as_json=as_json)


@requests_app.command()
def escalate(context: typer.Context, request: Request, *, note: Note, as_json: Json = False) -> None:
    """Bring an overdue request before a director."""
    act(context, "escalate_request", request=request, note=note, as_json=as_json)


@requests_app.command("hand-over")
def hand_over(
    context: typer.Context,
    request: Request,
    officer: Annotated[str, typer.Argument(help="Login of the officer who takes it over.")],
    *,
    note: Note,
    as_json: Json = False,
) -> None:
    """Put another officer in charge of a request."""
    act(context, "hand_over_request", request=request, officer=officer, note=note, as_json=as_json)


@requests_app.command()
def remind(context: typer.Context, request: Request, *, as_json: Json = False) -> None:
    """Remind the firm of one request whose last day is near or over; rugsat office day reminds of all."""
    act(context, "remind_of_request", request=request, as_json=as_json)


@requests_app.command()
def served(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    request: Request,
    number: Annotated[int, typer.Argument(help="Number of the letter within the request.")],
    on: Annotated[str, typer.Argument(help="Day on which it was served.")],
    *,
    how: Annotated[str, typer.Option(help="How, as in handed_over or return_receipt.")] = "handed_over",
    proof: Annotated[str, typer.Option(help="Digest of the proof.")] = "",
    as_json: Json = False,
) -> None:
    """Record that a question was served; its deadline runs from the proven day."""
    act(
        context,
        "record_request_service",
        request=request,
        number=number,
        served_on=day(on),
        how=how,
        proof=proof,
        as_json=as_json,
    )


@requests_app.command("list")
def list_(
    *,
    state: Annotated[str, typer.Option(help="A state, or open, or escalated; all if left out.")] = "",
    party: Annotated[str, typer.Option(help="Only those to this party.")] = "",
    officer: Annotated[str, typer.Option(help="Only those of this officer.")] = "",
    as_json: Json = False,
) -> None:
    """List requests with their deadlines."""
    ask("requests.listed", now=now(), state=state, about={"party": party, "officer": officer}, as_json=as_json)


@requests_app.command()
def due(
    *,
    within: Annotated[int, typer.Option(help="So many days ahead.")] = 10,
    officer: Annotated[str, typer.Option(help="Only those of this officer.")] = "",
    as_json: Json = False,
) -> None:
    """List requests that are overdue or nearly, the most pressing first."""
    ask("requests.due", now=now(), within=within, officer=officer, as_json=as_json)


@requests_app.command()
def show(request: Request, *, as_json: Json = False) -> None:
    """Show a request with all that was said, its deadline and what can be done next."""
    ask("requests.request", request=request, now=now(), as_json=as_json)


def _papers(documents: list[Path] | None) -> list[Any]:
    """The documents as an act takes them."""
    return [value("take_documents.Paper", name=path.name, content=path.read_bytes()) for path in documents or ()]
