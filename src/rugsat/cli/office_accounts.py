"""rugsat office: what administrators do for accounts: hand out a password, remove a lost factor, close, confirm."""

from typing import Annotated

import typer

from rugsat.cli.office import Login
from rugsat.cli.office_backup import office_commands
from rugsat.cli.office_call import Note, act, ask, carried_out, run, tell
from rugsat.cli.office_two import Number, propose, proposed, waits_for
from rugsat.cli.options import Json, now
from rugsat.store.accounts.new_password import new_half, new_password

__all__ = ["office_commands"]


@office_commands.command()
def password(context: typer.Context, login: Login, *, as_json: Json = False) -> None:
    """Hand out a password and show it, this once: it is good for one sign-in, at which it is changed.

    Where another administrator is to confirm it, half of it is shown now, and the other half to him.
    """
    if waits_for(context, "hand_out_password", login=login):
        half = new_half()
        sealed = run("password_halves.sealed_half", half=half)
        tell({"first_half": half, **propose(context, "hand_out_password", login=login, half=sealed)}, as_json=as_json)
        return
    secret = new_password()
    hashed = run("hand_out_password.hash_of", password=secret)
    told = carried_out(context, "hand_out_password", login=login, hashed=hashed)
    tell({"password": secret, **told}, as_json=as_json)


@office_commands.command("remove-factors")
def remove_factors(
    context: typer.Context,
    login: Login,
    *,
    note: Annotated[str, typer.Option(help="How the user was recognised who has lost his factor.")],
    as_json: Json = False,
) -> None:
    """Remove the second factors of an account whose user has lost them; another administrator confirms it."""
    if not proposed(context, "remove_factors", login=login, note=note, as_json=as_json):
        act(context, "remove_factors", login=login, note=note, as_json=as_json)


@office_commands.command("close-account")
def close_account(context: typer.Context, login: Login, *, note: Note = "", as_json: Json = False) -> None:
    """Close an account: its user is out at once, and its tokens are revoked."""
    act(context, "close_account", login=login, note=note, as_json=as_json)


@office_commands.command("reopen-account")
def reopen_account(context: typer.Context, login: Login, *, note: Note = "", as_json: Json = False) -> None:
    """Open an account again that was closed; that of an officer is confirmed by another administrator."""
    if not proposed(context, "reopen_account", login=login, note=note, as_json=as_json):
        act(context, "reopen_account", login=login, note=note, as_json=as_json)


@office_commands.command()
def proposals(*, as_json: Json = False) -> None:
    """List what one administrator has proposed for an account and another is to confirm."""
    ask("proposals.waiting", now=now(), as_json=as_json)


@office_commands.command()
def confirm(context: typer.Context, number: Number, *, as_json: Json = False) -> None:
    """Confirm what another administrator has proposed: it is done at once. Of a password the second half is shown."""
    half = new_half()
    hashed = run("password_halves.hash_with", proposal=number, second=half)
    told = carried_out(context, "confirm_account_act", proposal=number, hashed=hashed)
    tell({"second_half": half, **told} if hashed else told, as_json=as_json)


@office_commands.command()
def withdraw(context: typer.Context, number: Number, *, note: Note = "", as_json: Json = False) -> None:
    """Withdraw what was proposed for an account: nothing comes of it."""
    act(context, "withdraw_account_act", proposal=number, note=note, as_json=as_json)


@office_commands.command("demo-accounts")
def demo_accounts(
    context: typer.Context,
    *,
    party: Annotated[
        list[str] | None, typer.Option(help="Whom a role acts for, as in applicant=karakum; give it again for more.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Open an account for every role of a demonstration, show the passwords; only where RUGSAT_DEMO=1 is set."""
    parties = dict(each.split("=", 1) for each in party or () if "=" in each)
    passwords = {role: new_password() for role in run("open_demo_accounts.accounts_to_open")}
    hashed = {role: run("hand_out_password.hash_of", password=each) for role, each in passwords.items()}
    told = carried_out(context, "open_demo_accounts", hashed=hashed, parties=parties)
    accounts = [
        {"role": role, "login": login, "password": passwords[role]} for role, login in sorted(told["opened"].items())
    ]
    tell({"accounts": accounts, "left_out": told["left_out"]}, as_json=as_json)


@office_commands.command()
def door(
    *,
    login: Annotated[str, typer.Option(help="Only of this account.")] = "",
    most: Annotated[int, typer.Option(help="How many, the latest first.", min=1, max=10_000)] = 50,
    as_json: Json = False,
) -> None:
    """List what happened at the door: sign-ins, failures, factors added and removed."""
    ask("door.events_of", login=login, most=most, as_json=as_json)
