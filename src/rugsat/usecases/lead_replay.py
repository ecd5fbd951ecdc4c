"""Answering a replay of a finding that was asked for; whatever goes wrong is written into it in words."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import InterfaceError, OperationalError

from rugsat.kernel.errors import RugsatError
from rugsat.kernel.record import to_plain
from rugsat.store.queries.finding_shown import replayed
from rugsat.store.runs.replay_lease import ReplayLease, end_replay

_log = logging.getLogger("rugsat.runs")


def lead_replay(lease: ReplayLease, *, clock: Callable[[], datetime]) -> None:
    """Ask the check again, and write both answers; a database that is out of reach is raised, and it is tried anew."""
    try:
        answer, error = to_plain(replayed(finding=lease.finding)), ""
    except (OperationalError, InterfaceError):
        raise
    except RugsatError as refused:
        answer, error = None, str(refused)
    except Exception as fault:  # a replay that its worker cannot answer has failed; the next may not
        _log.exception("replay %s", lease.replay)
        said = f"{type(fault).__name__}: {str(fault).strip().partition(chr(10))[0]}"
        answer, error = None, f"the program has an error that stopped the replay ({said}): report it if it comes back"
    if not end_replay(lease, at=clock(), answer=answer, error=error):
        _log.warning("%s no longer answers the replay %s: another does, or it has ended", lease.worker, lease.replay)
