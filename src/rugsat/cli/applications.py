"""rugsat applications: open, change, hand in documents, attest, act, and see where a case stands."""

from pathlib import Path
from typing import Annotated

import typer

from rugsat.cli.applications_acts import acts_app
from rugsat.cli.office_call import Case, Note, OnDay, act, ask, office_app, record_in
from rugsat.cli.options import Json, day, now

applications_app = office_app(
    "applications", "Applications: open, change, attest, every act upon a case, and where it stands."
)
applications_app.add_typer(acts_app)

File = Annotated[Path, typer.Argument(help="JSON or YAML with what the application says.", dir_okay=False)]


@applications_app.command("open")
def open_(
    context: typer.Context,
    party: Annotated[str, typer.Argument(help="Identifier of the party that applies.")],
    instrument: Annotated[str, typer.Argument(help="Instrument, as in mining_registration.")],
    file: File,
    *,
    cls: Annotated[str, typer.Option("--class", help="Class, where the instrument has any.")] = "*",
    as_json: Json = False,
) -> None:
    """Open an application; it is a draft until it is submitted."""
    act(
        context,
        "open_application",
        party=party,
        instrument=instrument,
        cls=cls,
        says=record_in(file),
        as_json=as_json,
    )


@applications_app.command()
def change(context: typer.Context, case: Case, file: File, *, as_json: Json = False) -> None:
    """Put what an application says in place of what it said."""
    act(context, "change_application", case=case, says=record_in(file), as_json=as_json)


@applications_app.command()
def document(
    context: typer.Context,
    case: Case,
    file: Annotated[Path, typer.Argument(help="The document.", dir_okay=False)],
    kind: Annotated[str, typer.Option(help="What it is, as in fire_certificate.")] = "other",
    *,
    as_json: Json = False,
) -> None:
    """Hand in a document; it is kept under its digest."""
    act(
        context,
        "hand_in_document",
        case=case,
        kind=kind,
        name=file.name,
        content=file.read_bytes(),
        as_json=as_json,
    )


@applications_app.command()
def attest(
    context: typer.Context,
    case: Case,
    file: Annotated[Path, typer.Argument(help="JSON or YAML: kind, about, says, on, document.", dir_okay=False)],
    *,
    body: Annotated[str, typer.Option(help="Body whose word an officer writes down.")] = "",
    as_json: Json = False,
) -> None:
    """Attest something of a case that is not one's own."""
    act(context, "attest", case=case, attestation=record_in(file), by=body, as_json=as_json)


@applications_app.command("take-back")
def take_back(
    context: typer.Context,
    attestation: Annotated[int, typer.Argument(help="Number of the attestation.")],
    *,
    note: Note,
    as_json: Json = False,
) -> None:
    """Take back what was attested."""
    act(context, "withdraw_attestation", attestation=attestation, note=note, as_json=as_json)


@applications_app.command()
def challenge(
    context: typer.Context,
    case: Case,
    account: Annotated[str, typer.Argument(help="Account that the application declares, CAIP-10.")],
    *,
    as_json: Json = False,
) -> None:
    """Give the message that the holder of a wallet is to sign."""
    act(context, "challenge_wallet", case=case, account=account, as_json=as_json)


@applications_app.command()
def prove(
    context: typer.Context,
    nonce: Annotated[str, typer.Argument(help="Number of the message.")],
    signature: Annotated[str, typer.Argument(help="Signature that the wallet gave.")],
    *,
    as_json: Json = False,
) -> None:
    """Prove control of a wallet by the signature of its message."""
    act(context, "prove_wallet", nonce=nonce, signature=signature, as_json=as_json)


@applications_app.command()
def served(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    case: Case,
    number: Annotated[int, typer.Argument(help="Number of the act.")],
    on: Annotated[str, typer.Argument(help="Day on which it was served.")],
    *,
    how: Annotated[str, typer.Option(help="How, as in handed_over or return_receipt.")] = "handed_over",
    proof: Annotated[str, typer.Option(help="Digest of the proof.")] = "",
    as_json: Json = False,
) -> None:
    """Record that an act was served."""
    act(context, "record_service", case=case, number=number, served_on=day(on), how=how, proof=proof, as_json=as_json)


@applications_app.command("list")
def list_(
    *,
    state: Annotated[str, typer.Option(help="Only those in this state.")] = "",
    party: Annotated[str, typer.Option(help="Only those of this party.")] = "",
    as_json: Json = False,
) -> None:
    """List cases."""
    ask("cases.listed", state=state, party=party, as_json=as_json)


@applications_app.command()
def due(
    *,
    within: Annotated[int, typer.Option(help="So many days ahead.")] = 10,
    owed_by: Annotated[str, typer.Option(help="Only what this office owes, as in licensing_officer.")] = "",
    as_json: Json = False,
) -> None:
    """List deadlines that are missed or near, the most pressing first."""
    ask("cases.due", now=now(), within=within, owed_by=owed_by, as_json=as_json)


@applications_app.command()
def show(case: Case, *, on: OnDay = "", as_json: Json = False) -> None:
    """Show a case: what it says, what was done, what is due, what can be done next, what the requirements say."""
    ask("cases.case", case=case, on=day(on), now=now(), as_json=as_json)
