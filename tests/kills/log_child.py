"""Appends to a log until it is killed: argv is the folder; says each size it has appended or published."""

import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rugsat.evidence.log.log import Log
from rugsat.evidence.log.note import KeySigner

SIGNER = KeySigner("log.example/kills", Ed25519PrivateKey.from_private_bytes(b"\x05" * 32))
BATCH = 37


def entry(number: int) -> bytes:
    return b"entry %d" % number


def main(folder: Path) -> None:
    with Log.open(folder, SIGNER) as log:
        print(f"opened {log.size}", flush=True)
        while True:
            # From a little before the end, as a sequencer repeats what it does not know to be done.
            first = max(0, log.size - 5)
            size = log.append_at(first, [entry(number) for number in range(first, first + BATCH)])
            print(f"appended {size}", flush=True)
            if size // BATCH % 3 == 0:
                print(f"published {log.checkpoint().decode().splitlines()[1]}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
