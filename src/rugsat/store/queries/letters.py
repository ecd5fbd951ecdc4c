"""Letters of a case: of an act that was taken, and beforehand of one that is to be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rugsat.domain.licensing.assess import assess
from rugsat.domain.licensing.case import Recorded
from rugsat.domain.licensing.clock import deadlines
from rugsat.domain.licensing.letter import Letter, appeal_clocks, clocks_begun, letter
from rugsat.domain.licensing.outcome import Status
from rugsat.domain.licensing.procedure import Procedure
from rugsat.domain.licensing.words import office_in_words
from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import in_language
from rugsat.law.letter import LetterForm, letter_form
from rugsat.law.procedure import Office, Step, Verb
from rugsat.operations.report.answers import answered, reason_in_words
from rugsat.operations.report.articles import citation_in_words
from rugsat.operations.report.grounds import ground_word
from rugsat.operations.report.wording import day as day_in_words
from rugsat.store.facts_of import facts_of
from rugsat.store.kept_law import law_in_force
from rugsat.store.licensing.models import Assessment, Authorisation, CaseAct
from rugsat.store.queries.case_file import Standpoint, article_of, standpoint
from rugsat.store.queries.party_names import names_of
from rugsat.store.queries.told import NotOnTheRegisterError

_SAYS_REQUIREMENTS = frozenset({Verb.RETURN_FOR_COMPLETION, Verb.REFUSE})
_OPEN = frozenset({str(Status.UNMET), str(Status.UNKNOWN)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """An act that is to be: who would take it, and what is said with it."""

    verb: str
    by: str
    offices: frozenset[str]
    ground: str = ""
    note: str = ""
    signs_for: str = ""
    means: str = "electronic"
    content: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Told:
    """An act with the step that it is, and what is said with it."""

    at: Standpoint
    act: Recorded
    step: Step
    procedure: Procedure
    acts: tuple[Recorded, ...]
    """The acts of the case up to and with it."""
    content: Mapping[str, Any]
    requirements: Sequence[str]


def letter_of(*, case: str, number: int, now: datetime) -> Letter | None:
    """The letter of an act that was taken; None where nothing is told of it."""
    at = standpoint(case, now=now)
    done = next((each for each in at.done() if each.recorded.number == number), None)
    if done is None:
        message = f"the case {case} has no act {number}: look at its acts"
        raise NotOnTheRegisterError(message)
    form = _form(at, done.step)
    if form is None:
        return None
    kept = CaseAct.objects.get(case=at.case, number=number)
    held = Assessment.objects.filter(act=kept).first()
    open_ones = [
        reason_in_words(each["reason"], each["fields"])
        for each in (held.outcomes if held else ())
        if each["status"] in _OPEN
    ]
    told = _Told(at, done.recorded, done.step, done.procedure, at.acts[:number], kept.content, open_ones)
    return letter(form, _fields(told))


def letter_before(*, case: str, coming: Coming, now: datetime) -> Letter | None:
    """The letter that an act would be told in, were it taken now; None where nothing is told of it."""
    at = standpoint(case, now=now)
    office, step = _step(at, coming)
    form = _form(at, step) if step else None
    if step is None or form is None:
        return None
    act = Recorded(
        number=len(at.acts) + 1,
        verb=coming.verb,
        at=max(now, at.acts[-1].at) if at.acts else now,
        by=coming.by,
        office=office,
        ground=coming.ground,
        note=coming.note,
        signs_for=coming.signs_for,
        sent_on=at.on if step.served else None,
        means=coming.means,
    )
    open_ones = []
    if step.verb in _SAYS_REQUIREMENTS:
        outcomes = assess(facts_of(at.case, at.on, at.law), at.law, at.on)
        open_ones = [answered(each) for each in outcomes if str(each.status) in _OPEN]
    return letter(form, _fields(_Told(at, act, step, at.procedure, (*at.acts, act), coming.content, open_ones)))


def _step(at: Standpoint, coming: Coming) -> tuple[str, Step | None]:
    for office in sorted(coming.offices & {str(each) for each in Office}):
        for step in at.procedure.allowed(at.case.state, office):
            if step.verb == coming.verb:
                return office, step
    return "", None


def _form(at: Standpoint, step: Step) -> LetterForm | None:
    """The form under the law of the case; a pack that was kept before there were letters leaves it to that in force."""
    if not step.served:
        return None
    held = at.law.rulebook.letters or law_in_force().rulebook.letters
    return letter_form(held, step.verb, step.after)


def _fields(told: _Told) -> dict[str, str]:
    at, act, case = told.at, told.act, told.at.case
    jurisdiction = at.law.rulebook.jurisdiction
    table = told.procedure.version.table
    found = deadlines(told.procedure, told.acts, at.law.rulebook.calendar, on=max(at.on, act.sent_on or at.on))
    clock, appeal = clocks_begun(found, act.number, appeal_clocks(table.steps))
    held = Authorisation.objects.filter(case=case).values_list("authorisation", flat=True).first()
    return {
        "authority": in_language(told.procedure.version.issued_by),
        "party": names_of([case.party_id], on=at.on).get(case.party_id, case.party_id),
        "case": case.case,
        "instrument": in_language(told.procedure.version.title),
        "cls": in_language(jurisdiction.classes[case.cls]) if case.cls in jurisdiction.classes else "",
        "on": day_in_words(act.sent_on or at.on),
        "ground": ground_word(act.ground),
        "note": act.note,
        "conditions": "; ".join(_condition(each) for each in told.content.get("conditions", [])),
        "authorisation": held or "",
        "requirements": "; ".join(dict.fromkeys(each.removesuffix(".") for each in told.requirements)),
        "article": citation_in_words(article_of(told.procedure, told.step), at.law),
        "clock": clock,
        "appeal": appeal,
        "offices": _signed(told),
        "label": _("Demonstration: this letter rests on made-up values and has no legal force") + "."
        if case.demonstration
        else "",
    }


def _signed(told: _Told) -> str:
    """The offices that have signed: that of the act, and where two must, that of the signature before it."""
    before = told.acts[-2] if len(told.acts) > 1 and told.acts[-2].verb == Verb.COUNTERSIGN else None
    offices = [each.office for each in (before, told.act) if each is not None and each.office]
    return ", ".join(office_in_words(each) for each in offices)


def _condition(condition: Any) -> str:
    return in_language(condition) if isinstance(condition, Mapping) else str(condition)
