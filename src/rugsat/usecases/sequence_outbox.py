"""Handing the outbox over to the log; doing it again, or after a crash, changes nothing."""

import os
import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from rugsat.evidence.lake.durable import sync_folder
from rugsat.evidence.log.key_files import SECRET, make_log_key
from rugsat.evidence.log.log import Log
from rugsat.evidence.log.note import KeySigner, Signer, verifier_of
from rugsat.evidence.log.tiles import CHECKPOINT
from rugsat.kernel.errors import RugsatError
from rugsat.store.outbox.models import Entry, Sequenced

_AT_ONCE = 1_000
_NAME = "log"


class LogKeyMissingError(RugsatError):
    """The log has been signed, and the key that signed it is not there."""


class OutboxBehindError(RugsatError):
    """The log holds acts that the database does not know, as after an older copy of the database was put back."""


def log_folder() -> Path:
    """Where the log of the office lies."""
    folder: Path = settings.OFFICE
    return folder / "log"


def log_key() -> str:
    """The public key of the log in one line, as whoever verifies it needs it."""
    return str(verifier_of(office_signer()))


def office_signer() -> Signer:
    """The key of the log, made where there is neither a key nor a log; another key would not be believed."""
    keys = settings.OFFICE / "keys" / "log"
    origin = settings.LOG_ORIGIN or f"rugsat.{settings.JURISDICTION}/acts"
    if not keys.is_dir():
        if (log_folder() / CHECKPOINT).exists():
            message = f"the key of the log is not in {keys}, and the log is signed with it: bring it back from its copy"
            raise LogKeyMissingError(message)
        _make_keys(keys, origin)
    return KeySigner.from_pem((keys / SECRET).read_bytes(), name=origin)


def _make_keys(keys: Path, origin: str) -> None:
    """Make the pair aside and give it its name at once, so that a crash leaves both files or none."""
    staging = keys.with_name(f".{keys.name}.{os.getpid()}")
    shutil.rmtree(staging, ignore_errors=True)
    make_log_key(staging, origin=origin)
    try:
        staging.rename(keys)
    except OSError:
        # Another process has made the keys meanwhile: those are the keys of the log.
        shutil.rmtree(staging)
        if not keys.is_dir():
            raise
    sync_folder(keys.parent)


def sequence_outbox(*, at: datetime, signer: Signer | None = None) -> int:
    """Append whatever the log does not have yet, publish a checkpoint, and tell the size of the log then.

    The log itself says how far it has come, so a crash at any step loses nothing and repeats nothing.
    """
    folder = log_folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with Log.open(folder, signer or office_signer()) as log:
        size = log.size
        _refuse_another(log, size)
        while leaves := _leaves(size):
            size = log.append_at(size, leaves)
        log.checkpoint()
    with transaction.atomic():
        Sequenced.objects.update_or_create(name=_NAME, defaults={"size": size, "at": at})
    return size


def _refuse_another(log: Log, size: int) -> None:
    """Refuse an outbox that is not the one that the log was made from: its new acts would never be logged.

    The last entry of the log is enough to tell, because each act has a salt of its own.
    """
    if not size:
        return
    last = _leaves(size - 1, most=1)
    if not last:
        known = Entry.objects.count()
        message = (
            f"the log has {size} entries and the database knows {known} acts: it is an older copy. Put the newest copy "
            "of the database back before anything more is done; nothing was appended"
        )
        raise OutboxBehindError(message)
    log.append_at(size - 1, last)


def _leaves(first: int, most: int = _AT_ONCE) -> list[bytes]:
    rows = Entry.objects.filter(number__gte=first).order_by("number").values_list("number", "leaf")[:most]
    return [bytes(leaf) for _, leaf in rows]
