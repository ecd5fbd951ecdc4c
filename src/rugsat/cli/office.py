"""rugsat office: make the office, its accounts and roles; hand what was done over to the log."""

from typing import Annotated

import typer

from rugsat.cli.office_call import act, office_app, run, tell
from rugsat.cli.options import Json, day, now

office_commands = office_app("office", "The office itself: make, account, role, issuer, log.")

Login = Annotated[str, typer.Argument(help="Login of the account.")]


@office_commands.command()
def make(
    administrator: Annotated[str, typer.Option(help="Login of the first administrator.")] = "administrator",
    *,
    as_json: Json = False,
) -> None:
    """Make the office in the folder RUGSAT_OFFICE, or bring one up to date; what is there stays."""
    folder = run("make_office.make_office", administrator=administrator, at=now())
    tell({"office": str(folder), "administrator": administrator}, as_json=as_json)


@office_commands.command()
def account(
    context: typer.Context,
    login: Login,
    name: Annotated[str, typer.Argument(help="Name of the person.")],
    *,
    party: Annotated[str, typer.Option(help="Organisation that the person acts for; none for an officer.")] = "",
    as_json: Json = False,
) -> None:
    """Open an account for an officer or for a user of an organisation."""
    act(context, "open_account", login=login, name=name, party=party, as_json=as_json)


@office_commands.command()
def role(
    context: typer.Context,
    login: Login,
    role: Annotated[str, typer.Argument(help="Role, as in licensing_officer.")],
    *,
    since: Annotated[str, typer.Option(help="First day; today where left out.")] = "",
    until: Annotated[str, typer.Option(help="First day no longer; without end where left out.")] = "",
    as_json: Json = False,
) -> None:
    """Give a role to an account for some days."""
    act(context, "give_role", login=login, role=role, since=day(since), until=day(until), as_json=as_json)


@office_commands.command()
def issuer(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(help="Kind of attestation, as in fire_certificate.")],
    body: Annotated[str, typer.Argument(help="Party or body that may say it.")],
    *,
    ends: Annotated[bool, typer.Option("--ends", help="From today on it no longer may.")] = False,
    as_json: Json = False,
) -> None:
    """Say who may attest what, from today on."""
    act(context, "approve_issuer", kind=kind, body=body, ends=ends, as_json=as_json)
