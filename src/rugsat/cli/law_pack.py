"""`rugsat law pack`: the rule pack as a file, so that a firm checks with the very law of the authority."""

from pathlib import Path
from typing import Annotated

import typer

from rugsat.cli.law import Code, law_app
from rugsat.cli.options import Demonstration, Json, print_json
from rugsat.kernel.errors import RugsatError
from rugsat.law.pack import RulePack, load_jurisdiction
from rugsat.operations.cycle.cycle import labels

RulePackFile = Annotated[
    Path | None,
    typer.Option("--rule-pack", help="File with the rule pack to check with, in place of the installed law."),
]


class OtherRulePackError(RugsatError):
    """A rule pack that is not the one that was asked for."""


@law_app.command("pack")
def pack(
    out: Annotated[Path, typer.Argument(help="File to write; give it to whoever must check with the same law.")],
    jurisdiction: Code = "tm",
    demonstration: Demonstration = None,
    as_json: Json = False,
) -> None:
    """Write the rule pack of a jurisdiction to a file; its SHA-256 is its name, and receipts and runs cite it."""
    packed = load_jurisdiction(jurisdiction, demonstration=tuple(demonstration or ()))
    out.write_bytes(packed.to_bytes())
    if as_json:
        print_json({"rule_pack": packed.digest, "file": str(out)})
    else:
        for label in labels(packed):
            typer.echo(f"*** {label} ***")
        typer.echo(f"Rule pack {packed.digest}\nwritten to {out}")


def law_of(jurisdiction: str, demonstration: tuple[str, ...], file: Path | None) -> RulePack:
    """The rule pack of a file, or the installed law where no file is given.

    Raises OtherRulePackError where the file is of another jurisdiction, or demonstrations are asked for besides it.
    """
    if file is None:
        return load_jurisdiction(jurisdiction, demonstration=demonstration)
    if demonstration:
        message = f"{file} says itself which demonstrations it holds; leave --demonstration out"
        raise OtherRulePackError(message)
    packed = RulePack.from_bytes(file.read_bytes())
    if packed.jurisdiction != jurisdiction:
        message = f"{file} is the law of '{packed.jurisdiction}'; ask for it with --jurisdiction {packed.jurisdiction}"
        raise OtherRulePackError(message)
    return packed
