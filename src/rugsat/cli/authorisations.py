"""rugsat authorisations: list and show them as of any day; suspend, reinstate, revoke and change them."""

import json
from pathlib import Path
from typing import Annotated

import typer

from rugsat.cli.office_call import (
    Case,
    Ground,
    Known,
    Means,
    Note,
    OnDay,
    act,
    ask,
    carried_out,
    office_app,
    query,
    record_in,
    tell,
)
from rugsat.cli.options import Json, day, moment, now

authorisations_app = office_app(
    "authorisations", "Authorisations: list, show, history; suspend, reinstate, revoke, surrender, change."
)

Number = Annotated[str, typer.Argument(metavar="NUMBER", help="Number of the authorisation.")]


@authorisations_app.command("list")
def list_(
    *,
    status: Annotated[str, typer.Option(help="Only those of this status, as in suspended.")] = "",
    instrument: Annotated[str, typer.Option(help="Only those of this instrument.")] = "",
    on: OnDay = "",
    known: Known = "",
    as_json: Json = False,
) -> None:
    """List authorisations as of a day."""
    ask(
        "authorisations.listed",
        status=status,
        instrument=instrument,
        on=day(on),
        known=moment(known),
        now=now(),
        as_json=as_json,
    )


@authorisations_app.command()
def show(number: Number, *, on: OnDay = "", known: Known = "", as_json: Json = False) -> None:
    """Show an authorisation with all that belongs to it, as of a day."""
    ask("authorisations.authorisation", number=number, on=day(on), known=moment(known), now=now(), as_json=as_json)


@authorisations_app.command()
def history(number: Number, *, as_json: Json = False) -> None:
    """Show everything that the register has ever known of an authorisation, with the acts."""
    ask("authorisations.history", number=number, as_json=as_json)


@authorisations_app.command()
def certificate(
    number: Number,
    out: Annotated[Path, typer.Argument(help="JSON file to write, for rugsat certificates issue.", dir_okay=False)],
    *,
    as_json: Json = False,
) -> None:
    """Write what the certificate of an authorisation says, as rugsat certificates issue takes it."""
    said = query("certificates.certificate", number=number, now=now())
    out.write_text(json.dumps(said, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")
    tell({"certificate": number, "description": str(out)}, as_json=as_json)


@authorisations_app.command("issue-certificate")
def issue_certificate(
    context: typer.Context,
    number: Number,
    *,
    out: Annotated[Path | None, typer.Option(help="Folder to write PDF, code and credential to, too.")] = None,
    as_json: Json = False,
) -> None:
    """Issue the certificate of an authorisation with the keys of the office; it is kept among its documents."""
    told = carried_out(context, "issue_certificate", number=number)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        for ending, content in query("certificates.files", number=number).items():
            (out / f"{number}.{ending}").write_bytes(content)
        told = {**told, "folder": str(out)}
    tell(told, as_json=as_json)


@authorisations_app.command("publish-statuses")
def publish_statuses(
    context: typer.Context,
    *,
    valid_hours: Annotated[int, typer.Option(help="Hours after which a verifier should get a new list.", min=1)] = 24,
    as_json: Json = False,
) -> None:
    """Publish the signed list of the statuses of all certificates as the register stands now."""
    act(context, "publish_statuses", valid_hours=valid_hours, as_json=as_json)


@authorisations_app.command()
def transfer(
    context: typer.Context,
    case: Case,
    to: Annotated[str, typer.Argument(help="Party that is to hold it.")],
    *,
    note: Note = "",
    as_json: Json = False,
) -> None:
    """Apply for the transfer of an authorisation to another party."""
    act(context, "transfer", case=case, to=to, note=note, as_json=as_json)


@authorisations_app.command("answer-transfer")
def answer_transfer(
    context: typer.Context,
    case: Case,
    *,
    agree: Annotated[bool, typer.Option("--agree/--decline", help="Whether you will hold what passes to you.")],
    document: Annotated[str, typer.Option(help="Digest of a document that you handed in for it.")] = "",
    note: Note = "",
    as_json: Json = False,
) -> None:
    """Agree to hold what passes to you by a transfer, or decline."""
    act(context, "answer_transfer", case=case, agrees=agree, document=document, note=note, as_json=as_json)


@authorisations_app.command()
def correct(
    context: typer.Context,
    case: Case,
    file: Annotated[Path, typer.Argument(help="JSON or YAML with what the register should say.", dir_okay=False)],
    *,
    note: Note,
    as_json: Json = False,
) -> None:
    """Correct what the register says; what it said by mistake stays readable."""
    act(context, "correct", case=case, says=record_in(file), note=note, as_json=as_json)


@authorisations_app.command("suspend")
def suspend(
    context: typer.Context,
    case: Case,
    *,
    ground: Ground = "",
    note: Note = "",
    means: Means = "electronic",
    as_json: Json = False,
) -> None:
    """Suspend an authorisation on a ground that the law lists."""
    act(context, "suspend", case=case, ground=ground, note=note, means=means, as_json=as_json)


@authorisations_app.command("reinstate")
def reinstate(
    context: typer.Context, case: Case, *, note: Note = "", means: Means = "electronic", as_json: Json = False
) -> None:
    """Put a suspended authorisation back into force, or end a measure."""
    act(context, "reinstate", case=case, note=note, means=means, as_json=as_json)


@authorisations_app.command("revoke")
def revoke(
    context: typer.Context,
    case: Case,
    *,
    ground: Ground = "",
    note: Note = "",
    means: Means = "electronic",
    as_json: Json = False,
) -> None:
    """Revoke an authorisation on a ground that the law lists."""
    act(context, "revoke", case=case, ground=ground, note=note, means=means, as_json=as_json)


@authorisations_app.command("surrender")
def surrender(context: typer.Context, case: Case, *, note: Note = "", as_json: Json = False) -> None:
    """Give up an authorisation."""
    act(context, "surrender", case=case, note=note, as_json=as_json)


@authorisations_app.command("amend")
def amend(context: typer.Context, case: Case, *, note: Note = "", as_json: Json = False) -> None:
    """Apply for a change of what an authorisation covers."""
    act(context, "amend", case=case, note=note, as_json=as_json)


@authorisations_app.command("renew")
def renew(context: typer.Context, case: Case, *, note: Note = "", as_json: Json = False) -> None:
    """Apply for a further term."""
    act(context, "renew", case=case, note=note, as_json=as_json)


@authorisations_app.command("expire")
def expire(context: typer.Context, case: Case, *, as_json: Json = False) -> None:
    """Record that a term, or a time to act, is over."""
    act(context, "expire", case=case, as_json=as_json)
