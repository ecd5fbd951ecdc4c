"""A worker: it waits to be woken, leads one run or answers one replay at a time, and its heart beats meanwhile."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import TracebackType

from django.db import InterfaceError, OperationalError, close_old_connections, connection

from rugsat.store.runs.lease import Lease, renew, take_lease
from rugsat.store.runs.models import ACTIVE, AskedReplay, Run
from rugsat.store.runs.replay_lease import GOING, ReplayLease, renew_replay, take_replay
from rugsat.usecases.lead_replay import lead_replay
from rugsat.usecases.lead_run import lead
from rugsat.usecases.wake_workers import heed, wake_for_forgotten

_BEATS = 4
"""Beats of the heart within a lease: several may fail before it is lost."""
_log = logging.getLogger("rugsat.runs")


@dataclass
class Worker:
    """A process that leads runs. Any number may work at once, on any machine that sees lake, office and database."""

    name: str
    clock: Callable[[], datetime]
    lease: timedelta = timedelta(seconds=60)
    """How long a run is held without a beat of the heart: so long it lies still after its worker was killed."""
    interval: timedelta = timedelta(seconds=1)
    """How long it sleeps where there is nothing to do."""
    say: Callable[[str], None] = _log.info
    _stop: threading.Event = field(default_factory=threading.Event)

    def stop(self) -> None:
        """End after the stage that is being done; the run is given back and goes on with another worker."""
        self._stop.set()

    def work(self, *, until_idle: bool = False) -> None:
        """Lead runs until it is stopped, or, where asked so, until no run waits or is led by anybody."""
        while not self._stop.is_set():
            try:
                close_old_connections()
                wake_for_forgotten(at=self.clock(), length=self.lease)
                if heed(self.name, self._lead):
                    continue
                if until_idle and _idle():
                    return
            except (OperationalError, InterfaceError) as error:
                _log.warning("the database did not answer, a worker tries again: %s", error)
                connection.close()
            self._stop.wait(self.interval.total_seconds())

    def _lead(self) -> None:
        """A replay first, which takes seconds where a run takes minutes."""
        replay = take_replay(self.name, at=self.clock(), length=self.lease)
        if replay is not None:
            self.say(f"replay {replay.replay}: answered by {self.name}")
            with Heart(replay, self.clock):
                lead_replay(replay, clock=self.clock)
            return
        lease = take_lease(self.name, at=self.clock(), length=self.lease)
        if lease is None:
            return
        self.say(f"run {lease.run}: led by {self.name}")
        with Heart(lease, self.clock):
            lead(lease, clock=self.clock, stopping=self._stop.is_set)
        run = Run.objects.get(number=lease.run)
        self.say(f"run {run.number}: {run.state} {run.error or run.result}".rstrip())


class Heart:
    """Renews a lease from a thread with a connection of its own, while the worker computes."""

    def __init__(self, lease: Lease | ReplayLease, clock: Callable[[], datetime]) -> None:
        self._lease, self._clock = lease, clock
        self._still = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"heart of {lease}", daemon=True)

    def __enter__(self) -> "Heart":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._still.set()
        self._thread.join()

    def _beat(self) -> None:
        pause = self._lease.length.total_seconds() / _BEATS
        try:
            while not self._still.wait(pause):
                try:
                    if not _renewed(self._lease, self._clock()):
                        return
                except (OperationalError, InterfaceError):
                    connection.close()  # the next beat asks anew
        finally:
            connection.close()


def _renewed(lease: Lease | ReplayLease, at: datetime) -> bool:
    return renew(lease, at=at) if isinstance(lease, Lease) else renew_replay(lease, at=at)


def _idle() -> bool:
    going = Run.objects.filter(state__in=ACTIVE).exists() or AskedReplay.objects.filter(state__in=GOING).exists()
    return not going
