"""rugsat tokens: issue, list and revoke the tokens by which machines of organisations use the API."""

from typing import Annotated

import typer

from rugsat.cli.office_call import act, ask, carried_out, office_app, tell
from rugsat.cli.options import Json
from rugsat.store.api_access.secret import digest_of_secret, new_secret

tokens_app = office_app("tokens", "Tokens of organisations for the API: issue, list, revoke.")


@tokens_app.command()
def issue(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    login: Annotated[str, typer.Argument(help="User of the organisation that the token acts for.")],
    *,
    scope: Annotated[list[str], typer.Option(help="What it is good for, as in returns:file; give it again for more.")],
    label: Annotated[str, typer.Option(help="What it is used for, so that it is known again.")] = "",
    days: Annotated[int, typer.Option(help="Days after which it ends.")] = 90,
    a_minute: Annotated[int, typer.Option(help="Requests that it may make in a minute.")] = 600,
    as_json: Json = False,
) -> None:
    """Issue a token and show it, this once: the office keeps only its digest."""
    secret = new_secret()
    asked = {"login": login, "scopes": scope, "label": label, "days": days, "requests_a_minute": a_minute}
    told = carried_out(context, "issue_token", digest=digest_of_secret(secret), **asked)
    tell({"secret": secret, **told}, as_json=as_json)


@tokens_app.command()
def revoke(
    context: typer.Context,
    token: Annotated[str, typer.Argument(help="Name of the token, as tokens list shows it.")],
    *,
    as_json: Json = False,
) -> None:
    """Revoke a token; from now on it is good for nothing."""
    act(context, "revoke_token", token=token, as_json=as_json)


@tokens_app.command("list")
def list_(
    *, party: Annotated[str, typer.Option(help="Only those of this organisation.")] = "", as_json: Json = False
) -> None:
    """List tokens with what they are good for; the tokens themselves nobody has but whoever was shown them."""
    ask("tokens.listed", party=party, as_json=as_json)
