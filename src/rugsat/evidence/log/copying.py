"""Copying a log as it is between two appends."""

import os
import shutil
from pathlib import Path

from rugsat.evidence.log.errors import LogError
from rugsat.evidence.log.lock import held_alone
from rugsat.evidence.log.pending import PENDING
from rugsat.evidence.log.publish import SCRATCH


def copy_log(folder: Path, to: Path) -> None:
    """Copy a log into a new folder; whoever appends waits meanwhile. LogError where the folder holds no log."""
    try:
        descriptor = os.open(folder / PENDING, os.O_RDONLY)
    except FileNotFoundError:
        message = f"{folder} is no log: name the folder of one"
        raise LogError(message) from None
    try:
        with held_alone(descriptor):
            shutil.copytree(folder, to, ignore=shutil.ignore_patterns(SCRATCH))
    finally:
        os.close(descriptor)
