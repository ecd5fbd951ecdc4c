"""Leading a run of the cycle, stage by stage: whatever ends the worker, another goes on from the last stage."""

import logging
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import InterfaceError, OperationalError

from rugsat.domain.supervision.check import Check
from rugsat.evidence.engines.choose import engine_named
from rugsat.evidence.engines.engine import Engine
from rugsat.evidence.lake.lake import Lake
from rugsat.kernel.digest import digest_of
from rugsat.kernel.errors import RugsatError
from rugsat.kernel.period import Period
from rugsat.kernel.record import to_plain
from rugsat.operations.cycle.answer import Answer, KeptAnswers
from rugsat.operations.cycle.cycle import Prepared, Question, answer_key, ask, assemble, prepare
from rugsat.operations.cycle.run import RunInputs, clear_staging, write_run
from rugsat.operations.load_register import load_register
from rugsat.operations.register_held import holds_register
from rugsat.operations.report.documents import documents_of
from rugsat.store.api_access.receiving import receiving_office
from rugsat.store.kept_law import keep_law, law_in_force, law_kept
from rugsat.store.runs.lease import (
    Lease,
    LeaseLostError,
    RunCancelledError,
    begin_stage,
    bind_run,
    end_run,
    end_stage,
    give_back,
)
from rugsat.store.runs.models import Run, RunStage, State
from rugsat.store.runs.plan import ASSEMBLE, BEFORE, BIND, REGISTER, TAKE_UP, stages_of
from rugsat.store.snapshot.export import snapshot_tables
from rugsat.store.snapshot.write import write_snapshot
from rugsat.usecases.call import Call
from rugsat.usecases.publish_register_snapshot import AHEAD, publish_register_snapshot
from rugsat.usecases.start_run import LAKE
from rugsat.usecases.take_up_run import take_up_run
from rugsat.usecases.work import day_of

OFFICE_ITSELF = "register"
"""The account of the office: what a run brings about, no person does."""
_SERIES = "reference_series"
_NOT_OWED = frozenset({_SERIES, "filings"})
"""Datasets whose first day says nothing about since when returns are owed."""
_log = logging.getLogger("rugsat.runs")


class StoppedError(Exception):
    """The worker is to end; the run is not."""


def cycle_folder() -> Path:
    """Where answers of checks and whatever is in the making lie until the run is whole."""
    return Path(settings.OFFICE) / "cycle"


def lead(lease: Lease, *, clock: Callable[[], datetime], stopping: Callable[[], bool]) -> None:
    """Lead a run to its end, or until `stopping` says that the worker is to end: then it is given back.

    Whatever goes wrong in it is written into the run in words. A database that is out of reach is not: it is raised,
    the lease ends by itself, and the run goes on when the database is there again.
    """
    try:
        _Leading(lease, clock, stopping).to_the_end()
    except LeaseLostError as error:
        _log.warning("%s", error)
    except (OperationalError, InterfaceError):
        raise
    except (RunCancelledError, StoppedError, RugsatError) as error:
        _leave(lease, error, clock())
    except Exception as error:  # a run that its worker cannot lead has failed; the next run may not
        _log.exception("run %s", lease.run)
        said = f"{type(error).__name__}: {str(error).strip().partition(chr(10))[0]}"
        message = f"the program has an error that stopped the run ({said}): try again, and report it if it comes back"
        _leave(lease, RugsatError(message), clock())


def _leave(lease: Lease, error: Exception, at: datetime) -> None:
    with suppress(LeaseLostError):
        if isinstance(error, StoppedError):
            give_back(lease, at=at)
        elif isinstance(error, RunCancelledError):
            end_run(lease, State.CANCELLED, at=at)
        else:
            end_run(lease, State.FAILED, at=at, error=str(error))


class _Leading:
    """A worker on its way through the stages of one run."""

    def __init__(self, lease: Lease, clock: Callable[[], datetime], stopping: Callable[[], bool]) -> None:
        self._lease, self._clock, self._stopping = lease, clock, stopping
        self._run = Run.objects.get(number=lease.run)
        self._office = receiving_office(clock())
        self._kept = KeptAnswers(cycle_folder() / "answers")
        self._engine: Engine | None = None

    def to_the_end(self) -> None:
        """Every stage in its order; those that are done for the same inputs are not done again."""
        try:
            if not self._ended(1):
                asked = digest_of([self._run.register, self._run.since, self._run.on, self._run.tries])
                self._stage(1, REGISTER, asked, self._take_over_register)
            prepared = self._bound()
            for number, check in enumerate(prepared.checks, len(BEFORE) + 1):
                self._check(number, check, prepared)
            last = len(BEFORE) + len(prepared.checks) + 1
            result = self._stage(last, ASSEMBLE, prepared.inputs.digest, lambda: self._written(prepared))
            self._take_up(last + 1, result)
        finally:
            if self._engine:
                self._engine.close()

    def _stage(self, number: int, name: str, inputs: str, work: Callable[[], tuple[str, bool]]) -> str:
        if self._stopping():
            raise StoppedError
        begin_stage(self._lease, number, name, inputs=inputs, at=self._clock())
        result, reused = work()
        end_stage(self._lease, number, result=result, reused=reused, at=self._clock())
        return result

    def _ended(self, number: int, *, inputs: str = "") -> str:
        """The result of a stage that this try of the run has finished, for these inputs; else empty."""
        done = RunStage.objects.filter(run=self._run, number=number, ended_at__isnull=False)
        stage = (done.filter(inputs=inputs) if inputs else done).first()
        return stage.result if stage else ""

    def _take_over_register(self) -> tuple[str, bool]:
        """Put the register of the office into the lake, unless it holds that very register already."""
        lake = self._office.lake
        if self._run.register == LAKE:
            return "as the lake holds it", True
        at, folder = self._clock(), cycle_folder() / f"register-{self._run.number}"
        # What was owed is listed from the beginning, also for a run of few days: the register in the lake serves all.
        since = _first_day(lake, self._run.on)
        for left in cycle_folder().glob("*register-*"):
            shutil.rmtree(left)
        within = Period(since, day_of(at) + AHEAD)
        write_snapshot(snapshot_tables(law_in_force(), known=at, within=within), folder)
        same = holds_register(lake, folder)
        shutil.rmtree(folder)
        if not same:
            # The key is that of the try, so that a worker who comes after one that was killed loads what was published.
            call = Call(by=OFFICE_ITSELF, at=at, key=f"run-{self._run.number}-{self._run.tries}-{since}")
            published = publish_register_snapshot(call, since=since).told["folder"]
            load_register(lake, Path(str(published)), recorded_at=self._clock())
        return f"commit {lake.state().number}", same

    def _bound(self) -> Prepared:
        """The question with its evidence and law: those of this try where it was bound before, else those of now."""
        run, lake = self._run, self._office.lake
        pack = law_kept(run.inputs["rule_pack"]) if run.inputs else law_in_force()
        commit = run.inputs["lake_commit"] if run.inputs else None
        prepared = prepare(lake, pack, Question(run.on, run.since, commit, tuple(run.checks)))
        inputs = prepared.inputs

        def bind() -> tuple[str, bool]:
            keep_law(pack)
            said = {name: to_plain(getattr(inputs, name)) for name in RunInputs.__slots__}
            series = digest_of([entry.digest for entry in prepared.evidence.files(_SERIES, whole=True)])
            stages = stages_of([check.name for check in prepared.checks])
            told = {**said, "series": series, "digest": inputs.digest}
            bind_run(self._lease, told, len(stages), at=self._clock())
            self._kept.tidy()
            return inputs.digest, False

        if not self._ended(2, inputs=inputs.digest):
            self._stage(2, BIND, inputs.digest, bind)
        return prepared

    def _check(self, number: int, check: Check, prepared: Prepared) -> None:
        key = answer_key(check, prepared, self._run.engine)
        sealed = self._kept.seal(key)
        if sealed and self._ended(number, inputs=key) == sealed:
            return

        def work() -> tuple[str, bool]:
            return (sealed, True) if sealed else (self._kept.keep(key, self._asked(check, prepared)), False)

        self._stage(number, check.name, key, work)

    def _asked(self, check: Check, prepared: Prepared) -> Answer:
        if self._engine is None:
            self._engine = engine_named(self._run.engine)
        return ask(check, prepared, self._engine)

    def _written(self, prepared: Prepared) -> tuple[str, bool]:
        """The run in the lake, whole or not there; one of the same inputs stays as it was written."""
        keys = {check: answer_key(check, prepared, self._run.engine) for check in prepared.checks}
        answers = [self._kept.read(key) or self._asked(check, prepared) for check, key in keys.items()]
        run = assemble(prepared, answers, engine=self._run.engine, started=self._run.began_at)
        lake = self._office.lake
        if (lake.runs / run.id).is_dir():
            return run.id, True
        clear_staging(lake.runs, run.id)
        documents = documents_of(run, lake, signer=self._office.signer, at=self._clock())
        return write_run(run, lake.runs, documents).name, False

    def _take_up(self, number: int, result: str) -> None:
        taken = dict[str, object]()

        def work() -> tuple[str, bool]:
            call = Call(by=OFFICE_ITSELF, at=self._clock(), key=f"run-{self._run.number}-{result}")
            done = take_up_run(call, folder=self._office.lake.runs / result)
            taken.update({name: value for name, value in done.told.items() if name != "demonstration"})
            return result, done.repeated

        self._stage(number, TAKE_UP, result, work)
        end_run(self._lease, State.DONE, at=self._clock(), said={"result": result, "taken": taken})


def _first_day(lake: Lake, on: date) -> date:
    """The first of the month of the first return in the lake; of the year where there is none."""
    files = lake.state().files.values()
    days = [entry.legal_day for entry in files if entry.legal_day and entry.dataset not in _NOT_OWED]
    return min([*days, on]).replace(day=1) if days else on.replace(month=1, day=1)
