"""rugsat parties: register them, change them, search and show them as of any day."""

from pathlib import Path
from typing import Annotated

import typer

from rugsat.cli.office_call import Known, OnDay, act, ask, office_app, record_in
from rugsat.cli.options import Json, day, moment, now

parties_app = office_app("parties", "Parties of the register: register, change, search, show, history.")

Party = Annotated[str, typer.Argument(help="Identifier of the party, as in karakum-hash.")]
File = Annotated[Path, typer.Argument(help="JSON or YAML with what the party says of itself.", dir_okay=False)]


@parties_app.command()
def register(context: typer.Context, party: Party, file: File, *, as_json: Json = False) -> None:
    """Register a party under an identifier that it keeps for ever."""
    act(context, "register_party", party=party, says=record_in(file), as_json=as_json)


@parties_app.command()
def change(
    context: typer.Context,
    party: Party,
    file: File,
    *,
    since: Annotated[str, typer.Option(help="First day on which it is so; today where left out.")] = "",
    as_json: Json = False,
) -> None:
    """Let the register say something else of a party from a day on; what it said of earlier days stays."""
    act(context, "change_party", party=party, says=record_in(file), since=day(since), as_json=as_json)


@parties_app.command("take-over")
def take_over(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Folder of a register snapshot.", file_okay=False)],
    *,
    as_json: Json = False,
) -> None:
    """Take over a register snapshot of another office: parties, authorisations and what belongs to them."""
    act(context, "import_snapshot", folder=folder, as_json=as_json)


@parties_app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="ESMA's register of crypto-asset service providers, CSV.", dir_okay=False)
    ],
    instrument: Annotated[str, typer.Argument(help="Instrument that they come under, as in exchange_licence.")],
    *,
    accept_faults: Annotated[bool, typer.Option("--accept-faults", help="Leave rows with faults out.")] = False,
    as_json: Json = False,
) -> None:
    """Import the register that somebody else has kept; every fault is named by file, row and field."""
    act(
        context,
        "import_register",
        content=file.read_bytes(),
        file=file.name,
        instrument=instrument,
        accept_faults=accept_faults,
        as_json=as_json,
    )


@parties_app.command()
def search(
    name: Annotated[str, typer.Argument(help="Words of a name, in any script; beginnings are enough.")],
    *,
    as_json: Json = False,
) -> None:
    """Search for parties by name, in Latin, Cyrillic or Turkmen spelling."""
    ask("parties.search", text=name, as_json=as_json)


@parties_app.command()
def show(party: Party, *, on: OnDay = "", known: Known = "", as_json: Json = False) -> None:
    """Show a party as of a day, and as the register knew it at a moment."""
    ask("parties.party", party=party, on=day(on), known=moment(known), now=now(), as_json=as_json)


@parties_app.command()
def history(party: Party, *, as_json: Json = False) -> None:
    """Show everything that the register has ever known of a party, with the acts."""
    ask("parties.history", party=party, as_json=as_json)
