"""Appends to a log and bare appends of the same bytes, each batch durable before the next; and what readers do."""

import os
import shutil
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from statistics import median

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rugsat.evidence.log.commitment import commit, new_salt
from rugsat.evidence.log.log import Log
from rugsat.evidence.log.note import KeySigner, verifier_of
from rugsat.evidence.log.reader import LogReader

SIGNER = KeySigner("bench.example/log", Ed25519PrivateKey.generate())
CHECKPOINT_EVERY_S = 1.0
Batches = Sequence[Sequence[bytes]]


def leaves(count: int) -> list[bytes]:
    """Leaves as an office makes them."""
    day = date(2026, 3, 2)
    return [commit("authorisation_granted", day, {"n": n}, salt=new_salt()).to_bytes() for n in range(count)]


def in_batches(entries: Sequence[bytes], size: int) -> Batches:
    return [entries[at : at + size] for at in range(0, len(entries), size)]


def bare(folder: Path, batches: Batches) -> float:
    """Seconds for the same bytes at the end of one file, synced after each batch: no hash, no number, no proof."""
    folder.mkdir(parents=True)
    joined = [b"".join(batch) for batch in batches]
    descriptor = os.open(folder / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    began = time.perf_counter()
    for content in joined:
        os.write(descriptor, content)
        os.fsync(descriptor)
    seconds = time.perf_counter() - began
    os.close(descriptor)
    return seconds


def logged(folder: Path, batches: Batches, *, checkpoint_every_s: float = CHECKPOINT_EVERY_S) -> float:
    """Seconds for the log: each batch durable, a signed checkpoint every so many seconds and one at the end."""
    with Log.open(folder, SIGNER) as log:
        began = published = time.perf_counter()
        first = 0
        for batch in batches:
            first = log.append_at(first, batch)
            if time.perf_counter() - published >= checkpoint_every_s:
                log.checkpoint()
                published = time.perf_counter()
        log.checkpoint()
        return time.perf_counter() - began


def in_turn(scratch: Path, batches: Batches, times: int) -> dict[str, list[float]]:
    """Bare and logged in turn, so that a busy minute is shared; the seconds of every run."""
    found: dict[str, list[float]] = {"bare": [], "log": []}
    whats: dict[str, Callable[[Path, Batches], float]] = {"bare": bare, "log": logged}
    for _ in range(times):
        for name, what in whats.items():
            folder = scratch / name
            found[name].append(what(folder, batches))
            shutil.rmtree(folder)
    return found


def read(folder: Path, size: int) -> dict[str, float]:
    """Seconds to verify the whole log, and for one proof of an entry (median of a hundred over the log)."""
    began = time.perf_counter()
    found = LogReader(folder).verify_all(verifier_of(SIGNER))
    seconds = time.perf_counter() - began
    assert found.checkpoint.size == size
    proofs = []
    for at in range(100):
        began = time.perf_counter()
        LogReader(folder).entry_proof(at * size // 100)
        proofs.append(time.perf_counter() - began)
    return {"verify_seconds": seconds, "proof_seconds": median(proofs)}
