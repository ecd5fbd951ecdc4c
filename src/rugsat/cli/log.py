"""rugsat log: verify the transparency log from its files alone, prove an entry, show what it holds."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from rugsat.cli.options import Json, print_json
from rugsat.evidence.log.checkpoint import claimed_checkpoint
from rugsat.evidence.log.commitment import Leaf
from rugsat.evidence.log.errors import LogError
from rugsat.evidence.log.key_files import PUBLIC, SECRET, make_log_key, read_public_keys
from rugsat.evidence.log.opening import Opening
from rugsat.evidence.log.proof import EntryProof
from rugsat.evidence.log.reader import LogReader
from rugsat.evidence.log.register_digest import RegisterInLog, Registers, register_digest
from rugsat.evidence.log.verify import Verified
from rugsat.kernel.printable import printable

log_app = typer.Typer(help="The transparency log: verify, prove, check, show, key.", no_args_is_help=True)

Place = Annotated[str, typer.Argument(metavar="PLACE", help="Folder of the log, or the http(s) address of its files.")]
Keys = Annotated[
    list[str],
    typer.Option("--key", help="Public key of the log: its line name+id+key, or a file with it; repeatable."),
]
UNTRUE = 1
"""Exit code where a log, a proof or a register is not what it says."""


@log_app.command()
def verify(
    place: Place,
    *,
    key: Keys,
    since: Annotated[
        Path | None, typer.Option("--since", help="Earlier checkpoint that the log must have grown from.")
    ] = None,
    register: Annotated[
        Path | None, typer.Option("--register", help="Folder of a register snapshot that the log must hold.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Verify a whole log: every file, every hash, the signature; ends with 1 where it is not true, and says what."""
    try:
        reader, acts = LogReader(place), _Acts()
        keys = read_public_keys(key, origin=reader.claimed.origin)
        verified = reader.verify_all(*keys, since=since.read_bytes() if since else b"", seen=acts.see)
        found = acts.registers.find(register_digest(register)) if register else None
    except LogError as error:
        _end_untrue(error, as_json=as_json)
        raise
    if as_json:
        print_json(_verified_json(verified, acts, found))
    else:
        _tell(verified, acts)
        if found:
            _tell_register(found)


@log_app.command()
def prove(
    index: Annotated[int, typer.Argument(help="Number of the entry, from 0.")],
    *,
    log: Annotated[str, typer.Option("--log", metavar="PLACE", help="Folder or http(s) address of the log.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="File to write, as in act.tlog-proof; printed if left out.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Write the proof that an entry is in the log; it verifies far from the log, with rugsat log check."""
    proof = LogReader(log).entry_proof(index)
    if out:
        out.write_text(proof.to_text())
    if as_json:
        print_json(_proof_json(proof))
    elif out:
        typer.echo(f"Entry {index} of {proof.inclusion.size}: proof written to {out}")
    else:
        typer.echo(proof.to_text(), nl=False)


@log_app.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="PROOF", help="File that rugsat log prove has written.")],
    *,
    key: Keys,
    opening: Annotated[
        Path | None, typer.Option("--opening", help="What the entry stands for, as the authority gives it out.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Check the proof of an entry offline; ends with 1 where it does not lead to a checkpoint that the key signed.

    With --opening also whether the entry stands for that content; ends with 1 where it stands for another.
    """
    try:
        proof = EntryProof.from_text(file.read_text(errors="replace"))
        keys = read_public_keys(key, origin=claimed_checkpoint(proof.checkpoint).origin)
        checkpoint = proof.verify(keys)
        opened = Opening.from_bytes(opening.read_bytes()) if opening else None
        if opened:
            opened.refuse_unless_of(proof.entry)
    except LogError as error:
        _end_untrue(error, as_json=as_json)
        raise
    if as_json:
        print_json({"verified": True, "stands_for": opened.content if opened else None} | _proof_json(proof))
        return
    typer.echo(
        f"Entry {proof.inclusion.index} is in '{printable(checkpoint.origin)}' of {checkpoint.size} entries, signed."
    )
    typer.echo(_entry_line(proof.inclusion.index, proof.entry))
    if opened:
        typer.echo("It stands for this:")
        typer.echo(printable(json.dumps(opened.content, ensure_ascii=False, sort_keys=True)))


@log_app.command()
def show(
    place: Place,
    *,
    last: Annotated[int, typer.Option("--last", min=0, help="How many of the last entries to list.")] = 10,
    as_json: Json = False,
) -> None:
    """Show the checkpoint of a log and its last entries as they are handed out; it verifies nothing."""
    reader = LogReader(place)
    claimed = reader.claimed
    entries = list(enumerate(reader.entries(max(0, claimed.size - last)), max(0, claimed.size - last)))
    if as_json:
        listed = [{"index": index} | _entry_json(entry) for index, entry in entries]
        print_json({"origin": claimed.origin, "size": claimed.size, "root": claimed.root.hex(), "entries": listed})
        return
    typer.echo(f"{printable(claimed.origin)}: {claimed.size} entries, root {claimed.root.hex()}")
    for index, entry in entries:
        typer.echo(_entry_line(index, entry))
    typer.echo("Not verified; verify with: rugsat log verify PLACE --key KEY")


@log_app.command("key")
def make_key(
    folder: Annotated[Path, typer.Argument(help="Folder outside log and lake; a key that is there stays.")],
    *,
    origin: Annotated[
        str, typer.Option("--origin", help="Name of the log, by which its key is known: as in log.example.gov/acts.")
    ],
    as_json: Json = False,
) -> None:
    """Make the key of a log: a secret file that only its owner can read, and a public line for everybody."""
    public = make_log_key(folder, origin=origin)
    if as_json:
        print_json({"secret": str(folder / SECRET), "public": str(folder / PUBLIC), "key": str(public)})
        return
    typer.echo(f"Secret: {folder / SECRET}  (keep it outside the log, and a copy in a safe)")
    typer.echo(f"Public: {folder / PUBLIC}  (publish it where the log is not)")
    typer.echo(str(public))


class _Acts:
    """What the entries of a log are, seen one by one."""

    def __init__(self) -> None:
        self.kinds = Counter[str]()
        self.no_commitments = 0
        self.last_day: date | None = None
        self.registers = Registers()

    def see(self, index: int, entry: bytes) -> None:
        """Count an entry."""
        if leaf := _leaf(entry):
            self.kinds[leaf.act] += 1
            self.last_day = leaf.day
            self.registers.see(index, entry)
        else:
            self.no_commitments += 1


def _end_untrue(error: LogError, *, as_json: bool) -> None:
    """End with 1 and the fault where the log is untrue; other errors go on to be told as everywhere."""
    if not error.fault:
        return
    if as_json:
        print_json({"verified": False, "fault": error.fault, "message": str(error)})
    else:
        typer.echo(f"NOT TRUE ({error.fault}): {printable(str(error))}")
    raise typer.Exit(UNTRUE)


def _tell(verified: Verified, acts: _Acts) -> None:
    checkpoint = verified.checkpoint
    signed = ", ".join(key.key_id.hex() for key in verified.signed_by)
    typer.echo(f"'{printable(checkpoint.origin)}' is whole: {checkpoint.size} entries, root {checkpoint.root.hex()}")
    typer.echo(f"Signed with the key {signed}.")
    for kind, count in sorted(acts.kinds.items()):
        typer.echo(f"{count:>10}  {kind}")
    if acts.no_commitments:
        typer.echo(f"{acts.no_commitments:>10}  in a form that is no commitment")
    if acts.last_day:
        typer.echo(f"The last act is of {acts.last_day}.")
    if verified.since:
        typer.echo(f"It has grown from the checkpoint of {verified.since.size} entries; none of those was changed.")
    if verified.waiting:
        typer.echo(f"{verified.waiting} entries are appended and wait for the next checkpoint.")
    if verified.beside:
        typer.echo(f"No part of the log, and nothing is said of: {printable(', '.join(verified.beside))}")


def _tell_register(found: RegisterInLog) -> None:
    typer.echo(f"The register {found.digest} was published by entry {found.index} on {found.day}.")
    if found.is_newest:
        typer.echo("No other register was published after it.")
    else:
        typer.echo(f"It is not the newest: entry {found.newest_index} of {found.newest_day} is.")


def _verified_json(verified: Verified, acts: _Acts, found: RegisterInLog | None) -> dict[str, Any]:
    checkpoint = verified.checkpoint
    told: dict[str, Any] = {
        "verified": True,
        "origin": checkpoint.origin,
        "size": checkpoint.size,
        "root": checkpoint.root.hex(),
        "signed_by": [str(key) for key in verified.signed_by],
        "since": verified.since.size if verified.since else None,
        "waiting": verified.waiting,
        "beside": list(verified.beside),
        "acts": dict(sorted(acts.kinds.items())),
        "no_commitments": acts.no_commitments,
        "last_day": acts.last_day,
    }
    if found:
        told["register"] = {
            "digest": found.digest,
            "index": found.index,
            "day": found.day,
            "is_newest": found.is_newest,
            "newest_index": found.newest_index,
            "newest_day": found.newest_day,
        }
    return told


def _proof_json(proof: EntryProof) -> dict[str, Any]:
    return {
        "index": proof.inclusion.index,
        "size": proof.inclusion.size,
        "hashes": [each.hex() for each in proof.inclusion.hashes],
        "checkpoint": proof.checkpoint.decode(),
    } | _entry_json(proof.entry)


def _leaf(entry: bytes) -> Leaf | None:
    try:
        return Leaf.from_bytes(entry)
    except LogError:
        return None


def _entry_json(entry: bytes) -> dict[str, Any]:
    leaf = _leaf(entry)
    fields = {"act": leaf.act, "day": leaf.day, "commitment": leaf.commitment} if leaf else {}
    return {"entry": entry.hex()} | fields


def _entry_line(index: int, entry: bytes) -> str:
    leaf = _leaf(entry)
    said = f"{leaf.day}  {leaf.act:<28} {leaf.commitment}" if leaf else f"{len(entry)} bytes that are no commitment"
    return f"{index:>10}  {said}"
