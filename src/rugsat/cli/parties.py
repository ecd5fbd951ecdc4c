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
