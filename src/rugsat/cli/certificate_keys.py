"""`rugsat certificates make-keys`, `rotate-keys`, `revoke-key`: the keys that the authority signs with."""

from pathlib import Path
from typing import Annotated

import typer

from rugsat.cli.options import Json, Jurisdiction, day, now, print_json
from rugsat.evidence.credentials.key_ring import KeyRing, make_key_ring, read_key_ring, revoked, rotated, trust_file
from rugsat.evidence.credentials.signer import CredentialError
from rugsat.kernel.digest import digest_of_file

Folder = Annotated[Path, typer.Argument(help="Folder of the signing keys, which only its owner can read.")]


def keys_commands(app: typer.Typer) -> None:
    """Add the commands on keys."""
    app.command("make-keys")(make_keys)
    app.command("rotate-keys")(rotate_keys)
    app.command("revoke-key")(revoke_key)


def make_keys(
    folder: Folder,
    *,
    authority: Annotated[list[str], typer.Option(help="Name of the authority by language, as in en=Central Bank.")],
    jurisdiction: Jurisdiction = "tm",
    as_json: Json = False,
) -> None:
    """Make the keys of an authority: root, documents (P-256), credentials (Ed25519), and the file that it hands out."""
    titles = {language: title for language, _, title in (text.partition("=") for text in authority)}
    if not titles.get("en") or not all(titles.values()):
        message = "write the name of the authority by language, in English at least: --authority 'en=Central Bank'"
        raise CredentialError(message)
    ring = make_key_ring(folder, jurisdiction=jurisdiction, authority=titles, on=now().date())
    _tell(ring, as_json=as_json)
    if not as_json:
        typer.echo(f"Keep {folder / 'root.pem'} in a safe, apart from the others: it is needed only to rotate keys.")


def rotate_keys(
    folder: Folder,
    since: Annotated[
        str, typer.Option(help="Day from which the new keys sign, as in 2027-01-01; today if left out.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Make new keys that sign from a day on; until then the present ones do, and verifiers can get to know the new."""
    on = now().date()
    _tell(rotated(read_key_ring(folder), on=on, since=day(since) or on), as_json=as_json)


def revoke_key(
    folder: Folder,
    key: Annotated[str, typer.Argument(help="Name of the key, 16 hexadecimal digits.")],
    as_json: Json = False,
) -> None:
    """Give up a key that somebody else may have: nothing that it signed is relied on from then on."""
    _tell(revoked(read_key_ring(folder), key, on=now().date()), as_json=as_json)
    if not as_json:
        typer.echo("Now rotate the keys, hand out the new file, and issue again what the key had signed.")


def _tell(ring: KeyRing, *, as_json: bool) -> None:
    path = trust_file(ring.folder)
    if as_json:
        keys = [
            {
                "key": held.key.id,
                "use": held.use.value,
                "since": held.since,
                "until": held.until,
                "revoked": held.revoked,
            }
            for held in ring.keys
        ]
        print_json({"keys": keys, "hand_out": path, "sha256": digest_of_file(path)})
        return
    for held in ring.keys:
        until = f" until {held.until}" if held.until else ""
        lost = f", revoked on {held.revoked}" if held.revoked else ""
        typer.echo(f"{held.key.id}  {held.key.algorithm.value}  {held.use.value}, from {held.since}{until}{lost}")
    typer.echo(f"Hand out {path}\nand, by another way, its SHA-256: {digest_of_file(path)}")
