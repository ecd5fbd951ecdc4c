"""Running the cycle: every check that is awake is asked, and its answers become findings."""

import inspect
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import narwhals as nw
import polars as pl

from rugsat.domain.supervision.check import Check
from rugsat.domain.supervision.discovery import all_checks
from rugsat.domain.supervision.findings import Basis, completed, findings_of
from rugsat.domain.supervision.violations import IN_REPORTING_CURRENCY
from rugsat.evidence.engines.engine import Engine
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import count
from rugsat.evidence.lake.lake import Lake
from rugsat.evidence.schemas.findings import FINDINGS, VIOLATIONS
from rugsat.kernel.digest import digest_of
from rugsat.kernel.errors import RugsatError
from rugsat.law.act import Act
from rugsat.law.adopted import definitions_in_force
from rugsat.law.basis import Kind
from rugsat.law.pack import RulePack
from rugsat.operations.cycle.answer import Answer
from rugsat.operations.cycle.bind import Evidence, frame, frames, law_frame
from rugsat.operations.cycle.code_digest import book_code_digest, code_digest
from rugsat.operations.cycle.coverage import coverage_of
from rugsat.operations.cycle.law_table import law_table
from rugsat.operations.cycle.run import Run, RunInputs
from rugsat.operations.cycle.shelf import Shelf

_REGISTER_ACT = "register"

Progress = Callable[[str, int, int], None]
"""(name of the check, how many are done, how many there are)."""


class CheckFailedError(RugsatError):
    """A check that an engine could not compute; there is no run then, because it would say too little."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a run is asked for."""

    on: date
    since: date | None = None
    """First legal day; moved to the first of its month, because limits are monthly."""
    commit: int | None = None
    """Commit of the lake; the last where none is given."""
    checks: tuple[str, ...] = ()
    """Names of the checks; all where none is given."""
    afresh: bool = False
    """Whether day books that are kept beside the lake are left alone, and all made again from the rows as filed."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question bound to its evidence and to its law: each of its checks can be asked by itself, in any process."""

    pack: RulePack
    checks: tuple[Check, ...]
    """In the order in which a run tells of them."""
    evidence: Evidence
    inputs: RunInputs


def supervise(
    lake: Lake,
    pack: RulePack,
    question: Question,
    engine: Engine,
    *,
    started: datetime,
    progress: Progress | None = None,
) -> Run:
    """Ask every check under the law of the pack, and make findings of the answers."""
    prepared, answers = prepare(lake, pack, question), list[Answer]()
    for number, check in enumerate(prepared.checks):
        if progress:
            progress(check.name, number, len(prepared.checks))
        answers.append(ask(check, prepared, engine))
    if progress:
        progress("", len(prepared.checks), len(prepared.checks))
    return assemble(prepared, answers, engine=engine.name, started=started)


def prepare(lake: Lake, pack: RulePack, question: Question) -> Prepared:
    """Bind a question to a state of the lake and to a law; nothing is computed yet."""
    since = question.since.replace(day=1) if question.since else None
    checks = [check for check in all_checks() if not question.checks or check.name in question.checks]
    state = lake.state(question.commit)
    definitions = definitions_in_force(pack, question.on)
    shelf = Shelf.passing(book_code_digest) if question.afresh else Shelf.beside(lake.folder, book_code_digest)
    inputs = RunInputs(
        jurisdiction=pack.jurisdiction,
        since=since,
        on=question.on,
        rule_pack=pack.digest,
        lake_commit=state.number,
        lake_digest=state.digest,
        register_commit=_register_commit(lake, state.number),
        code_digest=code_digest(checks),
    )
    return Prepared(pack, tuple(checks), Evidence(lake, state, since, question.on, definitions, shelf), inputs)


def answer_key(check: Check, prepared: Prepared, engine: str) -> str:
    """The digest of all that decides what a check answers: answers under one key are the same, whichever run asks."""
    inputs = prepared.inputs
    own = replace(inputs, code_digest=code_digest([check]))
    return digest_of([check.name, engine, own.digest])


def ask(check: Check, prepared: Prepared, engine: Engine) -> Answer:
    """Ask one check; CheckFailedError where the engine cannot compute it."""
    try:
        return _answer(check, prepared.evidence, prepared.pack, engine, prepared.inputs)
    except RugsatError:
        raise
    except Exception as error:  # each engine has errors of its own, and a run without an answer must not be written
        said = str(error).strip().partition("\n")[0]
        message = f"{check.name} could not be asked on {engine.name} ({said}); try another --engine"
        raise CheckFailedError(message) from error


def assemble(prepared: Prepared, answers: Sequence[Answer], *, engine: str, started: datetime) -> Run:
    """Put the answers of all checks together, in their order; the same answers give the same bytes."""
    return Run(
        inputs=prepared.inputs,
        engine=engine,
        started=started,
        demonstration=labels(prepared.pack),
        demonstration_acts=tuple(act.name for act in demonstrations(prepared.pack)),
        coverage=tuple(answer.line for answer in answers),
        violations=pl.concat([VIOLATIONS.empty(), *(answer.violations for answer in answers)], rechunk=True),
        findings=pl.concat([FINDINGS.empty(), *(answer.findings for answer in answers)], rechunk=True),
        rule_pack=prepared.pack.to_bytes(),
    )


def demonstrations(pack: RulePack) -> list[Act]:
    """The demonstration acts that the pack holds."""
    return [act for act in pack.rulebook.acts.values() if act.kind is Kind.DEMONSTRATION]


def labels(pack: RulePack) -> tuple[str, ...]:
    """What every output that used the pack must say: the demonstrations it holds, and the act it tries."""
    shown = [f"demonstration: {act.title.get('en', act.name)}" for act in demonstrations(pack)]
    return (*shown, f"tried, not in force: {pack.tried}") if pack.tried else tuple(shown)


def _answer(check: Check, evidence: Evidence, pack: RulePack, engine: Engine, inputs: RunInputs) -> Answer:
    first = min((day for day in _days(check, evidence) if day), default=evidence.on)
    law = law_table(pack, check.rests_on, min(first, evidence.on), evidence.on)
    line = coverage_of(check, evidence, law, pack.rulebook.jurisdiction.reporting_currency)
    if not line.awake:
        return Answer(line, VIOLATIONS.empty(), FINDINGS.empty())
    began = time.perf_counter()
    given = [*frames(check, evidence, engine), law_frame(law, engine)]
    raw = engine.collect(check.ask(*given, evidence.on))
    if check.judge is not None:
        raw = check.judge(raw, law, evidence.on)
    place = pack.rulebook.jurisdiction
    named = raw.with_columns(pl.col("unit").replace({IN_REPORTING_CURRENCY: place.reporting_currency}))
    rows = completed(named, check=check.name, time_zone=place.time_zone)
    basis = Basis(
        check=check.name,
        lifecycle=check.lifecycle,
        rule_pack=inputs.rule_pack,
        lake_commit=inputs.lake_commit,
        register_commit=inputs.register_commit,
        code_digest=code_digest([check]),
        law=law,
    )
    found = findings_of(rows, basis)
    line.violations, line.findings = rows.height, found.height
    line.reasons.extend([*_not_judged(check, evidence, engine), *_left_out(check, given, evidence.on, engine)])
    line.seconds = time.perf_counter() - began
    return Answer(line, rows, found)


def _days(check: Check, evidence: Evidence) -> Sequence[date | None]:
    return [entry.legal_day for name in check.reads for entry in evidence.files(name, whole=name in check.history)]


def _not_judged(check: Check, evidence: Evidence, engine: Engine) -> list[str]:
    reasons = []
    for dataset, column in check.valued:
        rows = frame(dataset, evidence, engine).filter(nw.col(column).is_null()).select(count("rows"))
        number = int(engine.collect(rows)["rows"][0])
        if number:
            reasons.append(f"{number} rows of {dataset} could not be judged: they have no {column}")
    return reasons


def _left_out(check: Check, given: Sequence[Frame], on: date, engine: Engine) -> list[str]:
    reasons = []
    for rows in check.left_out:
        number = int(engine.collect(rows(*given, on).select(count("rows")))["rows"][0])
        if number:
            reasons.append(f"not judged: {number} {inspect.getdoc(rows)}")
    return reasons


def _register_commit(lake: Lake, until: int) -> int:
    numbers = (each.number for each in lake.commits() if each.act == _REGISTER_ACT)
    return max((number for number in numbers if number <= until), default=0)
