"""States, acts, offices and clocks of a case in the words of the reader: English, Russian, Turkmen."""

from decimal import Decimal

from rugsat.domain.licensing.clock import ClockState, Deadline
from rugsat.kernel.language import gettext, in_language, ngettext
from rugsat.law.procedure import Office, Term, Verb
from rugsat.law.resolve import Resolved
from rugsat.law.span import Counting, Stretch


def _mark(message: str) -> str:
    """Mark a message for translators; it is translated where it is used."""
    return message


_STATES = {
    "draft": _mark("Not submitted yet"),
    "submitted": _mark("Application submitted"),
    "examined": _mark("Examined by the commission"),
    "incomplete": _mark("Returned for completion"),
    "questioned": _mark("Question to the applicant is open"),
    "countersigned": _mark("Signed by a first officer"),
    "decided": _mark("Decided, not issued yet"),
    "granted": _mark("In force"),
    "change_submitted": _mark("In force, a change is applied for"),
    "change_questioned": _mark("In force, a question on the change is open"),
    "change_countersigned": _mark("In force, the change is signed by a first officer"),
    "change_refused": _mark("In force, a change was refused and can be appealed"),
    "change_refusal_appealed": _mark("In force, the refusal of a change is under appeal"),
    "renewal_submitted": _mark("In force, renewal is applied for"),
    "renewal_countersigned": _mark("In force, the renewal is signed by a first officer"),
    "renewal_refused": _mark("In force, renewal was refused and can be appealed"),
    "renewal_refusal_appealed": _mark("In force, the refusal of renewal is under appeal"),
    "notified": _mark("In force, a measure is announced"),
    "heard": _mark("In force, the holder was heard"),
    "measure_countersigned": _mark("In force, a measure is signed by a first officer"),
    "urgency_countersigned": _mark("In force, an urgent suspension is signed by a first officer"),
    "suspended": _mark("Suspended"),
    "suspension_countersigned": _mark("Suspended, the next decision is signed by a first officer"),
    "suspension_appealed": _mark("Suspended, under appeal"),
    "revoked": _mark("Revoked, can be appealed"),
    "revocation_appealed": _mark("Revocation under appeal, suspended until then"),
    "refused": _mark("Refused, can be appealed"),
    "refusal_appealed": _mark("Refusal under appeal"),
    "withdrawn": _mark("Withdrawn by the applicant"),
    "lapsed": _mark("Lapsed, not completed in time"),
    "refused_finally": _mark("Refused"),
    "surrendered": _mark("Given up by the holder"),
    "revoked_finally": _mark("Revoked"),
    "expired": _mark("Expired"),
}
_VERBS = {
    Verb.SUBMIT: _mark("Submit"),
    Verb.RETURN_FOR_COMPLETION: _mark("Return for completion"),
    Verb.ASK: _mark("Ask or give notice"),
    Verb.ANSWER: _mark("Answer"),
    Verb.ADVISE: _mark("Advise"),
    Verb.COUNTERSIGN: _mark("Sign as the first officer"),
    Verb.GRANT: _mark("Grant"),
    Verb.REFUSE: _mark("Refuse"),
    Verb.ISSUE: _mark("Issue the document"),
    Verb.AMEND: _mark("Apply for an amendment"),
    Verb.RENEW: _mark("Apply for renewal"),
    Verb.TRANSFER: _mark("Apply for a transfer"),
    Verb.SUSPEND: _mark("Suspend"),
    Verb.REINSTATE: _mark("Reinstate"),
    Verb.REVOKE: _mark("Revoke"),
    Verb.SURRENDER: _mark("Withdraw or give up"),
    Verb.EXPIRE: _mark("Expire"),
    Verb.APPEAL: _mark("Appeal"),
    Verb.UPHOLD: _mark("Dismiss the appeal"),
    Verb.SET_ASIDE: _mark("Set the decision aside"),
    Verb.CORRECT: _mark("Correct an error"),
    Verb.MIGRATE: _mark("Move the case to the procedure of today"),
}
_OFFICES = {
    Office.APPLICANT: _mark("applicant or holder"),
    Office.LICENSING_OFFICER: _mark("licensing officer"),
    Office.ADVISER: _mark("advising body"),
    Office.SUPERVISOR: _mark("supervisor"),
    Office.DIRECTOR: _mark("director"),
    Office.REVIEWER: _mark("appeal reviewer"),
    Office.REGISTER: _mark("the register itself"),
}
_CLOCKS = {
    ClockState.RUNNING: _mark("running"),
    ClockState.STOPPED: _mark("stopped"),
    ClockState.MET: _mark("met"),
    ClockState.MISSED: _mark("missed"),
    ClockState.OVER: _mark("over"),
    ClockState.AWAITS_SERVICE: _mark("begins with service"),
    ClockState.CANCELLED: _mark("no longer needed"),
    ClockState.ASLEEP: _mark("its length is not set"),
    ClockState.ENDLESS: _mark("without end"),
}
_COUNTED = {
    Counting.COUNTED: _mark("{since} to {last}: {days} counted"),
    Counting.STOPPED: _mark("{since} to {last}: {days} not counted, the clock stands still"),
    Counting.MOVED: _mark("{since} to {last}: moved to the next working day"),
    Counting.LATE: _mark("{since} to {last}: {days} late"),
}


def state_in_words(state: str) -> str:
    """The title of a state; one that only a single instrument has is given by its name."""
    return gettext(_STATES[state]) if state in _STATES else state.replace("_", " ")


def verb_in_words(verb: str) -> str:
    """What an act is called."""
    return gettext(_VERBS[Verb(verb)])


def office_in_words(office: str) -> str:
    """Who acts."""
    return gettext(_OFFICES[Office(office)])


def clock_in_words(deadline: Deadline) -> str:
    """A deadline in one line: what, by when, and how it stands."""
    title, state = in_language(deadline.clock.title), gettext(_CLOCKS[deadline.state])
    if deadline.due is None:
        return gettext("{title}: {state}").format(title=title, state=state)
    return gettext("{title}: by {due}, {state}").format(title=title, due=deadline.due, state=state)


def length_in_words(deadline: Deadline) -> str:
    """How long a clock runs, as in 10 working days; empty where that is not set, or it has no end."""
    length = deadline.length
    count = length.value if isinstance(length, Resolved) else length.count if isinstance(length, Term) else None
    if not isinstance(count, Decimal | int):
        return ""
    unit, whole = _unit(deadline), int(count)
    if unit == "month":
        return ngettext("{count} month", "{count} months", whole).format(count=whole)
    if unit == "year":
        return ngettext("{count} year", "{count} years", whole).format(count=whole)
    return _days(whole, working=unit == "working_day")


def explained(deadline: Deadline) -> tuple[str, ...]:
    """How the days of a deadline were counted, a line for each stretch."""
    working = _unit(deadline) == "working_day"
    return tuple(_stretch(each, working=working) for each in deadline.stretches)


def _unit(deadline: Deadline) -> str:
    return deadline.length.unit if isinstance(deadline.length, Resolved | Term) else ""


def _stretch(stretch: Stretch, *, working: bool) -> str:
    return gettext(_COUNTED[stretch.counting]).format(
        since=stretch.since, last=stretch.last, days=_days(stretch.days, working=working)
    )


def _days(count: int, *, working: bool) -> str:
    if working:
        return ngettext("{count} working day", "{count} working days", count).format(count=count)
    return ngettext("{count} day", "{count} days", count).format(count=count)
