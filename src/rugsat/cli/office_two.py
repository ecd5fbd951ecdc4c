"""What two administrators do to accounts: one command proposes, another confirms or withdraws."""

from typing import Annotated, Any

import typer

from rugsat.cli.office_call import Asked, carried_out, run, tell, value
from rugsat.cli.options import now

Number = Annotated[int, typer.Argument(help="Number of the proposal, as rugsat office proposals tells it.")]


def proposed(context: typer.Context, use_case: str, *, as_json: bool, **said: Any) -> bool:
    """Propose an act where it needs two administrators and there is another; where not, False, and it is done alone."""
    if not waits_for(context, use_case, **said):
        return False
    tell(propose(context, use_case, **said), as_json=as_json)
    return True


def waits_for(context: typer.Context, use_case: str, *, login: str, party: str = "", role: str = "", **_: Any) -> str:
    """Login of somebody who could confirm an act that needs two; empty where one does it alone."""
    who: Asked = context.obj
    if not run("two_administrators.needs_two", act=use_case, login=login, party=party, role=role):
        return ""
    on = run("work.day_of", moment=now())
    persons = {who.by, who.on_behalf_of} - {""}
    return str(run("two_administrators.second_administrator", persons=persons, on=on))


def propose(context: typer.Context, use_case: str, **said: Any) -> dict[str, Any]:
    """Propose an act to another administrator; what came of it, and what is next."""
    what = value("propose_account_act.Proposed", act=use_case, **{name: each for name, each in said.items() if each})
    told = carried_out(context, "propose_account_act", what=what)
    return {**told, "next": f"another administrator confirms it: rugsat office confirm {told['proposal']}"}
