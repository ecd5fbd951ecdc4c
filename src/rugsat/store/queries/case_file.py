"""The file of a case: all that an officer needs to decide, as it stands on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rugsat.domain.licensing.admission import possible
from rugsat.domain.licensing.assess import assess
from rugsat.domain.licensing.case import Done, Recorded, walk
from rugsat.domain.licensing.clock import Deadline, deadlines
from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.outcome import Outcome
from rugsat.domain.licensing.procedure import Procedure
from rugsat.law.pack import RulePack
from rugsat.law.procedure import Office, Standing, Step, Verb
from rugsat.store.bitemporal import as_of
from rugsat.store.facts_of import facts_of
from rugsat.store.licensing.holder import agreement, passing
from rugsat.store.licensing.models import Authorisation, Case
from rugsat.store.licensing.record import procedure_for, recorded
from rugsat.store.parties.models import PartyFacts
from rugsat.store.queries.case_trail import Paper, Said, Trail, papers_of, said_of, trail_of
from rugsat.store.queries.fees import listed as invoices_listed
from rugsat.store.queries.told import NotOnTheRegisterError, day_asked


@dataclass(frozen=True, slots=True)
class Possible:
    """A step that can be taken now, and by which offices."""

    verb: str
    offices: tuple[str, ...]
    step: Step
    article: str


@dataclass(frozen=True, slots=True)
class ActLine:
    """An act as it was recorded, with the step that it was."""

    act: Recorded
    state: str
    article: str
    kind: str
    served: bool
    """Whether it must be served."""
    content: Mapping[str, Any]
    place: int | None
    """Its place in the log."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with everything that belongs to it."""

    case: str
    party: str
    """Who applied, or holds what was granted."""
    holder: str
    """Its name."""
    passes_to: str
    """Whom it is on its way to by a transfer, who is then the applicant of the facts; empty where none is pending."""
    agrees: bool | None
    """Whether that party has agreed; None where it has not spoken, or none is pending."""
    instrument: str
    cls: str
    state: str
    standing: Standing
    version: int
    opened_at: datetime
    demonstration: tuple[str, ...]
    rule_pack: str
    procedure_of: date
    authorisation: str
    migrates: tuple[str, ...]
    """Offices that may move it to the procedure of today, where that is another."""
    facts: Facts
    outcomes: tuple[Outcome, ...]
    deadlines: tuple[Deadline, ...]
    steps: tuple[Possible, ...]
    asleep: tuple[tuple[str, str], ...]
    acts: tuple[ActLine, ...]
    papers: tuple[Paper, ...]
    said: tuple[Said, ...]
    invoices: tuple[Mapping[str, Any], ...]
    trail: tuple[Trail, ...]

    @property
    def last(self) -> ActLine | None:
        """The last act."""
        return self.acts[-1] if self.acts else None

    @property
    def signed_by(self) -> Recorded | None:
        """The first signature that waits for a second; None where there is none."""
        last = self.last
        return last.act if last is not None and last.act.verb == Verb.COUNTERSIGN else None

    @property
    def questions(self) -> tuple[ActLine, ...]:
        """What was asked and what was answered."""
        return tuple(each for each in self.acts if each.act.verb in {Verb.ASK, Verb.ANSWER})

    def can(self, verb: str, offices: frozenset[str]) -> Possible | None:
        """The step of a verb that one of the offices can take now."""
        return next((each for each in self.steps if each.verb == verb and offices & set(each.offices)), None)


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where a case stands: its acts, and the procedure and the law of the next one."""

    case: Case
    acts: tuple[Recorded, ...]
    procedure: Procedure
    law: RulePack
    on: date

    def done(self) -> tuple[Done, ...]:
        """Every act with its step."""
        return walk(self.procedure, self.acts)

    def steps(self) -> tuple[Possible, ...]:
        """What can be done now, by verb, with the offices that can do it."""
        calendar, found = self.law.rulebook.calendar, dict[str, tuple[list[str], Step]]()
        for office in Office:
            for step in possible(self.procedure, self.acts, office, calendar, on=self.on):
                found.setdefault(step.verb, ([], step))[0].append(str(office))
        return tuple(
            Possible(verb, tuple(offices), step, article_of(self.procedure, step))
            for verb, (offices, step) in sorted(found.items())
        )


def standpoint(case: str, *, now: datetime) -> Standpoint:
    """Where a case stands now; NotOnTheRegisterError where there is none of that number."""
    found = Case.objects.filter(case=case).first()
    if found is None:
        message = f"there is no case '{case}': look for it in the queue"
        raise NotOnTheRegisterError(message)
    day, acts = day_asked(None, now), recorded(found)
    return Standpoint(found, acts, *procedure_for(found, acts, day), day)


def case_file(*, case: str, now: datetime) -> CaseFile:
    """The file of a case; the number of questions does not depend on its size."""
    at = standpoint(case, now=now)
    held, procedure, law = at.case, at.procedure, at.law
    facts, moved = facts_of(held, at.on, law), passing(held)
    said = agreement(held.case, moved) if moved.to else None
    trail = trail_of(case)
    authorisation = Authorisation.objects.filter(case=held).values_list("authorisation", flat=True).first()
    return CaseFile(
        case=held.case,
        party=held.party_id,
        holder=_name(held.party_id, at.on) if moved.to else facts.applicant.name,
        passes_to=moved.to,
        agrees=said.says.get("agrees") is True if said else None,
        instrument=held.instrument,
        cls=held.cls,
        state=held.state,
        standing=procedure.standing(held.state),
        version=held.version,
        opened_at=held.opened_at,
        demonstration=tuple(held.demonstration),
        rule_pack=held.rule_pack,
        procedure_of=procedure.on,
        authorisation=authorisation or "",
        migrates=tuple(map(str, procedure.version.table.migrated_by)) if procedure.on != at.on and at.acts else (),
        facts=facts,
        outcomes=assess(facts, law, at.on),
        deadlines=deadlines(procedure, at.acts, law.rulebook.calendar, on=at.on),
        steps=at.steps(),
        asleep=tuple((str(step.verb), why) for step, why in procedure.asleep(held.state)),
        acts=_acts(at, trail),
        papers=papers_of(held),
        said=said_of(held),
        invoices=_invoices(held),
        trail=trail,
    )


def _name(party: str, on: date) -> str:
    """The name of a party on a day; its identifier where the register has none."""
    return as_of(PartyFacts, on=on).filter(party_id=party).values_list("name", flat=True).first() or party


def article_of(procedure: Procedure, step: Step) -> str:
    """What a step rests on, as it is cited; empty for one that the law of its day does not provide for."""
    return str(procedure.rest(step).citation or "")


def _acts(at: Standpoint, trail: tuple[Trail, ...]) -> tuple[ActLine, ...]:
    contents = dict(at.case.acts.values_list("number", "content"))
    places = {each.number: each.place for each in trail if each.number and each.kind.startswith("case_")}
    lines = []
    for done in at.done():
        act, migrates = done.recorded, done.step.verb == Verb.MIGRATE
        rest = None if migrates else done.procedure.rest(done.step)
        lines.append(
            ActLine(
                act=act,
                state=done.step.after,
                article=str(rest.citation or "") if rest else "",
                kind=str(rest.kind or "") if rest else "",
                served=done.step.served,
                content=contents.get(act.number, {}),
                place=places.get(act.number),
            )
        )
    return tuple(lines)


def _invoices(case: Case) -> tuple[Mapping[str, Any], ...]:
    """The invoices of a case with what is paid of each."""
    return tuple(invoices_listed(case=case.case)["invoices"])
