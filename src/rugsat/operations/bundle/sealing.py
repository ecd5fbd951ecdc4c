"""Putting a bundle together: the list of its files is signed, and all of it becomes one file."""

from collections.abc import Sequence
from hashlib import sha256

from rugsat.evidence.credentials.signed import sign_digest
from rugsat.evidence.credentials.signer import Signer
from rugsat.operations.bundle.container import About, Part, manifest_of, packed

WHAT = "bundle"
"""What the signature on a manifest says that it signs."""


def sealed(about: About, parts: Sequence[Part], *, signer: Signer | None) -> bytes:
    """The bundle as one file; without a signer its digests agree, but nobody vouches for it."""
    manifest = manifest_of(about, parts)
    signature = ""
    if signer:
        digest = sha256(manifest).hexdigest()
        signature = sign_digest(digest, what=WHAT, at=about.made_at, signer=signer)
    return packed(manifest, signature, {part.path: part.content for part in parts})
