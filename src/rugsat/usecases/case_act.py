"""An act upon a case: the step that the procedure has for it, whatever stands against it, and its record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rugsat.domain.licensing.admission import admit
from rugsat.domain.licensing.case import Recorded, migrated, procedure_of
from rugsat.domain.licensing.procedure import Procedure
from rugsat.kernel.errors import RugsatError
from rugsat.kernel.record import to_plain
from rugsat.law.pack import RulePack
from rugsat.law.procedure import Step, Verb
from rugsat.store.kept_law import keep_law, law_kept
from rugsat.store.licensing.models import Case, CaseAct
from rugsat.store.licensing.record import procedure_for, recorded
from rugsat.usecases.call import StaleError
from rugsat.usecases.work import Work


class NoSuchCaseError(RugsatError):
    """A case that there is not."""


class SayingMissingError(RugsatError):
    """An act without the words that it needs."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What is said with an act: its ground, a note, and for a first signature the decision that it is for."""

    ground: str = ""
    note: str = ""
    signs_for: str = ""
    means: str = "electronic"
    content: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken and recorded."""

    case: Case
    act: CaseAct
    step: Step
    procedure: Procedure
    law: RulePack
    before: tuple[Recorded, ...]
    """The acts before it."""

    @property
    def name(self) -> str:
        """The act as the register names it: the case and the number of the act."""
        return f"{self.case.case}/{self.act.number}"


def required(text: str, what: str) -> str:
    """The text; SayingMissingError where it is empty."""
    if not text.strip():
        message = f"this act needs words: {what}"
        raise SayingMissingError(message)
    return text


def holder_of(case: Case) -> str:
    """The party that applies by a case, or holds what it has given."""
    return case.party_id


def case_for(work: Work, case: str, whose: Callable[[Case], str] = holder_of) -> Case:
    """The case, locked until the act is through; raises where it is not there, or has changed since it was seen.

    It is for the holder and for officers who have no tie to it; where something else is said, for that party.
    """
    found = Case.objects.select_for_update().filter(case=case).first()
    if found is None:
        message = f"there is no case '{case}': list them with rugsat applications list"
        raise NoSuchCaseError(message)
    work.only_for(whose(found))
    seen = work.call.seen
    if seen is not None and seen != found.version:
        # It is opened as version 1, so that without any other change its first act makes version 2.
        since = found.acts.filter(number__gte=seen).order_by("number")
        done = ", ".join(f"{act.verb} by {act.by.login}" for act in since.select_related("by"))
        message = f"the case {case} has changed since you saw it ({done or 'its contents'}): look at it again"
        raise StaleError(message)
    return found


def act_on(work: Work, case: Case, verb: str, saying: Saying) -> Taken:
    """Take the step that the procedure has for the verb, and record it; what stands against it is refused."""
    before = recorded(case)
    procedure, law = procedure_for(case, before, work.on)
    act = _coming(work, before, verb, _office(work, procedure, case.state, verb), saying)
    step = admit(procedure, before, act, law.rulebook.calendar)
    return _record(work, Taken(case, CaseAct(), step, procedure, law, before), act, saying)


def migrate_to(work: Work, case: Case, saying: Saying) -> Taken:
    """Let a running case go on under the law in force, and record that; its state stays."""
    before, law = recorded(case), work.law
    held = procedure_of(law_kept(case.rule_pack), case.instrument, before, on=work.on, cls=case.cls)
    procedure = migrated(law, held, before, on=work.on)
    offices = [office for office in work.offices if office in procedure.version.table.migrated_by]
    act = _coming(work, before, Verb.MIGRATE, (*offices, *work.offices)[0], saying)
    step = admit(procedure, before, act, law.rulebook.calendar)
    return _record(work, Taken(case, CaseAct(), step, procedure, law, before), act, saying)


def _office(work: Work, procedure: Procedure, state: str, verb: str) -> str:
    """The office of whoever acts that the procedure has the step for; the first of them where it has none for any."""
    for office in work.offices:
        if any(step.verb == verb for step in procedure.allowed(state, office)):
            return office
    return work.offices[0]


def _coming(work: Work, before: tuple[Recorded, ...], verb: str, office: str, saying: Saying) -> Recorded:
    if before:
        work.after(before[-1].at)
    return Recorded(
        number=len(before) + 1,
        verb=verb,
        at=work.at,
        by=work.call.by,
        office=office,
        on_behalf_of=work.call.on_behalf_of,
        ground=saying.ground,
        note=saying.note,
        signs_for=saying.signs_for,
        means=saying.means,
    )


def _record(work: Work, taken: Taken, act: Recorded, saying: Saying) -> Taken:
    case, step = taken.case, taken.step
    kept = CaseAct.objects.create(
        case=case,
        number=act.number,
        verb=act.verb,
        at=act.at,
        by=work.account,
        office=act.office,
        on_behalf_of=work.behalf,
        ground=act.ground,
        note=act.note,
        signs_for=act.signs_for,
        sent_on=work.on if step.served else None,
        means=act.means,
        state=step.after,
        content=to_plain(saying.content),
    )
    case.state, case.rule_pack, case.version = step.after, keep_law(taken.law), case.version + 1
    case.save(update_fields=("state", "rule_pack", "version"))
    work.tell(f"case_{act.verb}", case.case, _told(taken, act, saying))
    return Taken(case, kept, step, taken.procedure, taken.law, taken.before)


def _told(taken: Taken, act: Recorded, saying: Saying) -> dict[str, Any]:
    rest = None if act.verb == Verb.MIGRATE else taken.procedure.rest(taken.step)
    said = {
        name: getattr(act, name) for name in ("number", "by", "office", "on_behalf_of", "ground", "note", "signs_for")
    }
    law = {
        "rule_pack": taken.law.digest,
        "rests_on": str(rest.citation or "") if rest else "",
        "kind": rest and rest.kind,
    }
    told: dict[str, Any] = to_plain({**said, **law, "state": taken.step.after, **saying.content})
    return told
