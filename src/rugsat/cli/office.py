"""rugsat office: make the office, its accounts and roles; hand what was done over to the log."""

import importlib
import os
from pathlib import Path
from typing import Annotated

import typer

from rugsat.cli.office_call import Known, Note, OnDay, act, ask, office_app, record_in, run, tell
from rugsat.cli.office_two import proposed
from rugsat.cli.options import Json, day, moment, now

office_commands = office_app(
    "office", "The office itself: make it, its people, what it holds applicants against, the log, findings."
)

Login = Annotated[str, typer.Argument(help="Login of the account.")]


@office_commands.command()
def make(
    administrator: Annotated[str, typer.Option(help="Login of the first administrator.")] = "administrator",
    *,
    as_json: Json = False,
) -> None:
    """Make the office in the folder RUGSAT_OFFICE, or bring one up to date; what is there stays."""
    importlib.import_module("rugsat.store.secret_key").begin_secret(os.environ)
    folder = run("make_office.make_office", made=False, administrator=administrator, at=now())
    tell({"office": str(folder), "administrator": run("make_office.first_administrator")}, as_json=as_json)


@office_commands.command()
def account(
    context: typer.Context,
    login: Login,
    name: Annotated[str, typer.Argument(help="Name of the person.")],
    *,
    party: Annotated[str, typer.Option(help="Organisation that the person acts for; none for an officer.")] = "",
    as_json: Json = False,
) -> None:
    """Open an account for an officer, which another administrator confirms, or for a user of an organisation."""
    if party or not proposed(context, "open_account", login=login, name=name, as_json=as_json):
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
    """Give a role to an account for some days; that of an officer is confirmed by another administrator."""
    days = {"since": day(since), "until": day(until)}
    if not proposed(context, "give_role", login=login, role=role, **days, as_json=as_json):
        act(context, "give_role", login=login, role=role, since=days["since"], until=days["until"], as_json=as_json)


@office_commands.command()
def log(*, as_json: Json = False) -> None:
    """Hand over to the log what it does not have yet, and publish a checkpoint; repeating it changes nothing."""
    size = run("sequence_outbox.sequence_outbox", at=now())
    key = run("sequence_outbox.log_key")
    tell({"entries": size, "log": str(run("sequence_outbox.log_folder")), "key": key}, as_json=as_json)


@office_commands.command("day")
def pass_day(*, as_json: Json = False) -> None:
    """Record what the day has brought about: terms that ended, times to act that are over. A job runs it every day."""
    tell(run("pass_day.pass_day", at=now()), as_json=as_json)


@office_commands.command()
def snapshot(
    context: typer.Context,
    out: Annotated[Path | None, typer.Argument(help="New folder; one in the office where left out.")] = None,
    *,
    since: Annotated[str, typer.Option(help="First day whose obligations are listed; 1 January if left out.")] = "",
    as_json: Json = False,
) -> None:
    """Write the register as it is known now, as a folder that rugsat register load takes, and log its digest."""
    act(context, "publish_register_snapshot", out=out, since=day(since), as_json=as_json)


@office_commands.command()
def export(
    out: Annotated[Path, typer.Argument(help="New folder.")],
    *,
    on: OnDay = "",
    known: Known = "",
    since: Annotated[str, typer.Option(help="First day whose obligations are listed; 1 January if left out.")] = "",
    as_json: Json = False,
) -> None:
    """Write the register as it was known at a moment, all days or one, without logging it."""
    told = {"out": out, "on": day(on), "known": moment(known) or now(), "since": day(since)}
    ask("snapshot.export", **told, as_json=as_json)


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


@office_commands.command()
def reference(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="JSON or YAML with models and dwellings.", dir_okay=False)],
    *,
    as_json: Json = False,
) -> None:
    """Enter models of machines, and dwellings from which a distance is kept, from today on."""
    act(context, "enter_reference", says=record_in(file), as_json=as_json)


@office_commands.command("screening-list")
def screening_list(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The consolidated list of the United Nations, XML.", dir_okay=False)],
    *,
    as_json: Json = False,
) -> None:
    """Keep a list of sanctioned persons, against which applicants are held."""
    act(context, "keep_screening_list", name=file.name, content=file.read_bytes(), as_json=as_json)


@office_commands.command()
def asset(
    context: typer.Context,
    dti: Annotated[str, typer.Argument(help="Digital token identifier, ISO 24165.")],
    name: Annotated[str, typer.Argument(help="Name of the asset.")],
    *,
    ends: Annotated[bool, typer.Option("--ends", help="From today on it may no longer be traded.")] = False,
    as_json: Json = False,
) -> None:
    """Approve an asset for trading, from today on."""
    act(context, "approve_asset", dti=dti, name=name, ends=ends, as_json=as_json)


@office_commands.command("end-role")
def end_role(
    context: typer.Context,
    login: Login,
    role: Annotated[str, typer.Argument(help="Role that is taken away.")],
    *,
    as_json: Json = False,
) -> None:
    """Take a role from an account at once."""
    act(context, "end_role", login=login, role=role, as_json=as_json)


@office_commands.command()
def delegate(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    to: Login,
    office: Annotated[str, typer.Argument(help="Office that is delegated, as in director.")],
    since: Annotated[str, typer.Argument(help="First day.")],
    until: Annotated[str, typer.Argument(help="First day no longer.")],
    *,
    note: Note,
    as_json: Json = False,
) -> None:
    """Let another officer act in one's own office for some days."""
    days = {"since": day(since), "until": day(until)}
    act(context, "delegate", to=to, office=office, since=days["since"], until=days["until"], note=note, as_json=as_json)


@office_commands.command()
def away(
    context: typer.Context,
    login: Login,
    since: Annotated[str, typer.Argument(help="First day.")],
    *,
    until: Annotated[str, typer.Option(help="First day back.")] = "",
    note: Note = "",
    as_json: Json = False,
) -> None:
    """Record that an officer is away."""
    act(context, "record_absence", login=login, since=day(since), until=day(until), note=note, as_json=as_json)


@office_commands.command()
def tie(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    login: Login,
    party: Annotated[str, typer.Argument(help="Party to which the officer is tied.")],
    since: Annotated[str, typer.Argument(help="First day.")],
    *,
    until: Annotated[str, typer.Option(help="First day no longer.")] = "",
    note: Note,
    as_json: Json = False,
) -> None:
    """Record a tie of an officer to a party, upon which he then may not act."""
    act(context, "record_tie", login=login, party=party, since=day(since), until=day(until), note=note, as_json=as_json)


@office_commands.command("take-up")
def take_up(
    context: typer.Context,
    run_: Annotated[Path, typer.Argument(metavar="RUN", help="Folder of a run of rugsat supervise.", file_okay=False)],
    *,
    as_json: Json = False,
) -> None:
    """Take up a run of supervision: its findings become findings of the office."""
    act(context, "take_up_run", folder=run_, as_json=as_json)


@office_commands.command("take-up-filings")
def take_up_filings(context: typer.Context, *, as_json: Json = False) -> None:
    """Take up what firms have filed since the last time: each filing gets its line in the office and in the log."""
    importlib.import_module("rugsat.store.start").start()
    lake = importlib.import_module("rugsat.store.api_access.receiving").office_lake()
    act(context, "take_up_filings", lake=lake, as_json=as_json)


@office_commands.command()
def dismiss(
    context: typer.Context,
    finding: Annotated[str, typer.Argument(help="Key of the finding.")],
    *,
    note: Annotated[str, typer.Option(help="Why nothing follows from it.")],
    as_json: Json = False,
) -> None:
    """Dismiss a finding; no later run opens it again by itself."""
    act(context, "dismiss_finding", finding=finding, note=note, as_json=as_json)


@office_commands.command()
def findings(
    finding: Annotated[str, typer.Argument(help="Key of one finding; all if left out.")] = "",
    *,
    status: Annotated[str, typer.Option(help="open, in_case, gone or dismissed; empty for all.")] = "open",
    check: Annotated[str, typer.Option(help="Only findings of this check.")] = "",
    as_json: Json = False,
) -> None:
    """List the findings of the office, or show one with everything that happened to it."""
    if finding:
        ask("findings.finding", finding=finding, as_json=as_json)
    else:
        ask("findings.listed", status=status, check=check, as_json=as_json)
