"""`rugsat law pack`: the rule pack as a file, so that a firm checks with the very law of the authority."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from rugsat.cli.law import Code, law_app
from rugsat.cli.options import Demonstration, Json, now, print_json
from rugsat.evidence.credentials.key_ring import Use, read_key_ring
from rugsat.evidence.credentials.signed import sign_digest, signature_beside, text_beside, verify_digest
from rugsat.evidence.credentials.trust import read_trust
from rugsat.kernel.digest import digest_of_file
from rugsat.kernel.errors import RugsatError
from rugsat.law.pack import RulePack, load_jurisdiction
from rugsat.operations.cycle.cycle import labels

RulePackFile = Annotated[
    Path | None,
    typer.Option("--rule-pack", help="File with the rule pack to check with, in place of the installed law."),
]

RulePackKey = Annotated[
    list[Path] | None,
    typer.Option("--rule-pack-key", help="The authority's file of keys, to verify the signature on the rule pack."),
]


class OtherRulePackError(RugsatError):
    """A rule pack that is not the one that was asked for."""


_SIGNED_AS = "rule_pack"


@law_app.command("pack")
def pack(
    out: Annotated[Path, typer.Argument(help="File to write; give it to whoever must check with the same law.")],
    jurisdiction: Code = "tm",
    *,
    demonstration: Demonstration = None,
    sign: Annotated[
        Path | None, typer.Option(help="Folder of the authority's signing keys; the signature lies beside, as OUT.jws.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Write the rule pack of a jurisdiction to a file; its SHA-256 is its name, and receipts and runs cite it."""
    packed = load_jurisdiction(jurisdiction, demonstration=tuple(demonstration or ()))
    out.write_bytes(packed.to_bytes())
    if sign:
        signer = read_key_ring(sign).signer(Use.CREDENTIALS, now())
        signature_beside(out).write_text(sign_digest(packed.digest, what=_SIGNED_AS, at=now(), signer=signer))
    if as_json:
        print_json({"rule_pack": packed.digest, "file": str(out)})
    else:
        for label in labels(packed):
            typer.echo(f"*** {label} ***")
        typer.echo(f"Rule pack {packed.digest}\nwritten to {out}")
        if sign:
            typer.echo(f"signed in {signature_beside(out)}")


def law_of(
    jurisdiction: str, demonstration: tuple[str, ...], file: Path | None, *, keys: Sequence[Path] = ()
) -> RulePack:
    """The rule pack of a file, or the installed law where no file is given; with `keys` its signature is verified.

    Raises OtherRulePackError where the file is of another jurisdiction, not signed though keys are given, or
    demonstrations are asked for besides it; CredentialError where its signature does not fit.
    """
    if file is None:
        if keys:
            message = "there is no rule pack to verify the signature of; name its file with --rule-pack"
            raise OtherRulePackError(message)
        return load_jurisdiction(jurisdiction, demonstration=demonstration)
    if demonstration:
        message = f"{file} says itself which demonstrations it holds; leave --demonstration out"
        raise OtherRulePackError(message)
    if keys:
        _verify_signature(file, keys)
    packed = RulePack.from_bytes(file.read_bytes())
    if packed.jurisdiction != jurisdiction:
        message = f"{file} is the law of '{packed.jurisdiction}'; ask for it with --jurisdiction {packed.jurisdiction}"
        raise OtherRulePackError(message)
    return packed


def _verify_signature(file: Path, keys: Sequence[Path]) -> None:
    signature = signature_beside(file)
    if not signature.is_file():
        message = f"{file} is not signed: get {signature.name} too from whoever gave you the rule pack"
        raise OtherRulePackError(message)
    verify_digest(text_beside(file), digest_of_file(file), what=_SIGNED_AS, trust=read_trust(keys))
