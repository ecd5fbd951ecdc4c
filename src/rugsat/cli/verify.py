"""`rugsat verify`: whether the authority signed something, and what is known of its status, without a connection."""

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from rugsat.cli.options import Json, day, now, print_json
from rugsat.cli.verify_text import answer_text
from rugsat.evidence.credentials.trust import read_trust
from rugsat.evidence.log.errors import KeyRefusedError
from rugsat.evidence.log.note import Verifier
from rugsat.operations.verification.register_archive import register_folder
from rugsat.operations.verification.status import open_snapshot, read_lists
from rugsat.operations.verification.verify import Means
from rugsat.operations.verification.verify import verify as verify_asked

Keys = Annotated[
    list[Path],
    typer.Option("--key", help="The authority's file of keys, or one key or root certificate (PEM), got apart."),
]


def verify(  # noqa: PLR0913 - one parameter for each option
    what: Annotated[
        str,
        typer.Argument(help="A file; the text of a printed code; or, with --register, the number of an authorisation."),
    ],
    *,
    key: Keys,
    status: Annotated[
        list[Path] | None, typer.Option("--status", help="Signed status list, to know what was suspended or revoked.")
    ] = None,
    register: Annotated[
        Path | None,
        typer.Option(help="Register snapshot: its archive, or its folder with the signature beside it as FOLDER.jws."),
    ] = None,
    log_key: Annotated[
        list[Path] | None,
        typer.Option("--log-key", help="Key of the log (its line name+id+key), for proofs in a bundle."),
    ] = None,
    time_root: Annotated[
        list[Path] | None,
        typer.Option("--time-root", help="Root certificate (PEM) of a body that stamps times, where it is trusted."),
    ] = None,
    on: Annotated[
        str, typer.Option(help="Day to judge its term and status on, as in 2026-07-01; today if left out.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Verify a certificate (PDF, credential, code, picture of a code), status list, rule pack, receipt or bundle.

    Exit code 0 where the signature is valid and, as far as is known, the certificate in force; 1 where it is not to be
    relied on; 3 where the signature is valid but the certificate suspended, revoked or not in its term; 2 where the
    command is not understood or nothing can be verified.
    """
    trust = replace(read_trust(key), time_roots=read_trust(time_root or ()).roots)
    with register_folder(register) if register else nullcontext() as folder:
        means = Means(
            trust=trust,
            on=day(on) or now().astimezone().date(),
            lists=read_lists(status or (), trust=trust),
            snapshot=open_snapshot(folder, trust=trust) if folder else None,
            log_keys=[_log_key(path) for path in log_key or ()],
        )
        answer = verify_asked(what, means)
    if as_json:
        print_json(answer.to_json())
    else:
        typer.echo(answer_text(answer))
    if answer.exit_code:
        raise typer.Exit(answer.exit_code)


def _log_key(path: Path) -> Verifier:
    """The key in a file; KeyRefusedError where it does not say of which log it is, or is none."""
    content = path.read_bytes()
    if b"-----BEGIN" in content:
        message = f"{path} is PEM, which does not say of which log the key is: give its line name+id+key instead"
        raise KeyRefusedError(message)
    return Verifier.read(content)
