"""What the portal shows, in the words of the reader."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date

from rugsat.domain.licensing.whose_turn import Turn
from rugsat.domain.licensing.words import office_in_words, state_in_words, verb_in_words
from rugsat.domain.returns.expected_words import expected_in_words
from rugsat.kernel.language import gettext, in_language, language, ngettext
from rugsat.law.adopted import definitions_in
from rugsat.operations.report.articles import article_in_words, citation_in_words
from rugsat.operations.report.refusals import refusal_in_words
from rugsat.operations.report.sentences import check_name, subject_text
from rugsat.operations.report.statements import name_in_words
from rugsat.operations.report.wording import amount, day, number
from rugsat.store.kept_law import law_in_force
from rugsat.web.layout.choices import FILED, FILINGS
from rugsat.web.layout.moment import today


def _mark(message: str) -> str:
    """Mark a message for translators; it is translated where it is used."""
    return message


STATUSES = {
    "met": (_mark("Met"), "green"),
    "unmet": (_mark("Not met"), "red"),
    "unknown": (_mark("Not known yet"), "yellow"),
    "asleep": (_mark("Not set by law"), "grey"),
    "not_asked": (_mark("Not asked of you"), "grey"),
}
"""What a requirement says, and the colour that it is told in; the word says the same."""
_TURNS = {
    Turn.APPLICANT: _mark("You"),
    Turn.PROVIDER: _mark("The energy provider"),
    Turn.BANK: _mark("The bank"),
    Turn.BODY: _mark("Another body"),
    Turn.AUTHORITY: _mark("The authority"),
}
_FILED_COLOURS = {"ACPT": "green", "PART": "yellow", "RJCT": "red", "CRPT": "red", "INCF": "red"}
_CLOCKS = {
    "running": (_mark("running"), "blue"),
    "missed": (_mark("missed"), "red"),
    "stopped": (_mark("standing still"), "grey"),
    "awaits_service": (_mark("begins with service"), "grey"),
    "met": (_mark("kept"), "green"),
    "over": (_mark("over"), "grey"),
    "cancelled": (_mark("no longer needed"), "grey"),
    "asleep": (_mark("its length is not set"), "grey"),
    "endless": (_mark("without end"), "grey"),
}


_K = 1000


_ROLES = {
    "applicant": _mark("Apply, answer and file returns"),
    "energy_provider": _mark("Attest connections and file readings"),
    "bank": _mark("Attest accounts and capital, and file"),
    "body": _mark("Attest what the authority has recognised the organisation for"),
    "principal": _mark("Keep the accounts and tokens of the other users"),
}
_FINDINGS = {
    "open": (_mark("Open"), "red"),
    "in_case": (_mark("In a case"), "orange"),
    "dismissed": (_mark("Dismissed"), "grey"),
    "gone": (_mark("No longer found"), "green"),
}
_REQUESTS = {
    "open": (_mark("Not closed"), "blue"),
    "asked": (_mark("Waits for your answer"), "red"),
    "answered_in_part": (_mark("Answered in part"), "yellow"),
    "answered": (_mark("Answered"), "blue"),
    "accepted": (_mark("Answer accepted"), "green"),
    "withdrawn": (_mark("Withdrawn"), "grey"),
}
_SAID = {
    "ask": _mark("The authority asks"),
    "ask_further": _mark("The authority asks further"),
    "answer": _mark("You answered"),
    "answer_in_part": _mark("You answered in part"),
    "extend": _mark("The authority gave more time"),
    "remind": _mark("The authority reminds you"),
    "accept": _mark("The authority accepted the answer"),
    "withdraw": _mark("The authority withdrew the request"),
    "hand_over": _mark("Another officer is in charge"),
}


def power(watts: int) -> str:
    """Power in the unit that is read most easily."""
    return amount(Decimal(watts), "W")


def user_role_word(role: str) -> str:
    """What a role lets somebody do."""
    return gettext(_ROLES[role]) if role in _ROLES else role.replace("_", " ")


def own_finding_status(status: str) -> str:
    """How a finding stands."""
    return gettext(_FINDINGS[status][0]) if status in _FINDINGS else status


def finding_tone(status: str) -> str:
    """The colour of how a finding stands."""
    return _FINDINGS[status][1] if status in _FINDINGS else "blue"


def own_request_state(state: str) -> str:
    """How a request for information stands."""
    return gettext(_REQUESTS[state][0]) if state in _REQUESTS else state


def request_tone(state: str) -> str:
    """The colour of how a request stands."""
    return _REQUESTS[state][1] if state in _REQUESTS else "blue"


def said_word(verb: str) -> str:
    """What was done with a request."""
    return gettext(_SAID[verb]) if verb in _SAID else verb.replace("_", " ")


def check_title(check: str) -> str:
    """What a check finds, in few words."""
    return check_name(check)


def own_finding_subject(subject: str) -> str:
    """What a finding is about."""
    return subject_text(subject, {each.name: in_language(each.title) for each in definitions_in(law_in_force())})


def own_article(said: str) -> str:
    """A value of the law that a finding rests on, by its title, with the act that sets it."""
    return article_in_words(said, law_in_force())


def own_source(citation: str) -> str:
    """What something rests on, an act of the authority by its title in the language of the reader."""
    return citation_in_words(citation, law_in_force())


def figure(observed: object, unit: object) -> str:
    """A value of a finding with its unit."""
    try:
        return amount(Decimal(str(observed)), str(unit or ""))
    except (ArithmeticError, KeyError):
        return f"{observed} {unit or ''}".strip()


def zone(name: str) -> str:
    """The title of a zone."""
    return in_language(law_in_force().rulebook.jurisdiction.zones.get(name, {"en": name}))


def zones() -> list[tuple[str, str]]:
    """The zones of the country to choose from."""
    return [(name, in_language(titles)) for name, titles in law_in_force().rulebook.jurisdiction.zones.items()]


def requirement_word(name: str) -> str:
    """A requirement in few words."""
    return gettext(name_in_words(name))


def requirement_colour(status: str) -> str:
    """The colour of what a requirement says."""
    return STATUSES[status][1]


def requirement_status(status: str) -> str:
    """What a requirement says."""
    return gettext(STATUSES[status][0])


def turn_word(turn: str) -> str:
    """Whose turn it is."""
    return gettext(_TURNS[Turn(turn)])


def filed_word(status: str) -> str:
    """What became of a filing."""
    return gettext(FILED[status])


def filed_colour(status: str) -> str:
    """The colour of what became of a filing."""
    return _FILED_COLOURS[status]


def filing_kind_word(kind: str) -> str:
    """What a filing does to what was filed before."""
    return gettext(FILINGS[kind])


def clock_word(state: str) -> str:
    """How a deadline stands."""
    return gettext(_CLOCKS[state][0])


def clock_colour(state: str) -> str:
    """The colour of how a deadline stands."""
    return _CLOCKS[state][1]


def return_word(name: str) -> str:
    """The title of a return; its name where there is none."""
    forms = [each for each in definitions_in(law_in_force()) if each.name == name]
    return in_language(forms[-1].title) if forms else name_in_words(name)


def in_days(due: date) -> str:
    """How many days are left until a day, or since when it is over."""
    left = (due - today()).days
    if left == 0:
        return gettext("today")
    if left < 0:
        return ngettext("{count} day late", "{count} days late", -left).format(count=-left)
    return ngettext("in {count} day", "in {count} days", left).format(count=left)


def moment_of(text: str | datetime) -> datetime:
    """A moment that is written as text."""
    return text if isinstance(text, datetime) else datetime.fromisoformat(text)


def day_of_text(text: str | date) -> str:
    """A day that is written as text, as the language writes it."""
    return day(text if isinstance(text, date) else date.fromisoformat(text))


def month_word(first: date) -> str:
    """A month, as in March 2026."""
    return str(format_date(first, "LLLL yyyy", locale=language()))


def size_word(size: int) -> str:
    """The size of a file."""
    if size < _K:
        return ngettext("{count} byte", "{count} bytes", size).format(count=size)
    if size < _K * _K:
        return f"{number(Decimal(size) / _K, places=0)}\u00a0kB"
    return f"{number(Decimal(size) / (_K * _K), places=1)}\u00a0MB"


WORDS: Mapping[str, object] = {
    "expected_word": expected_in_words,
    "check_title": check_title,
    "clock_colour": clock_colour,
    "clock_word": clock_word,
    "day_of_text": day_of_text,
    "figure": figure,
    "filed_colour": filed_colour,
    "filed_word": filed_word,
    "filing_kind_word": filing_kind_word,
    "own_article": own_article,
    "own_source": own_source,
    "refusal_word": refusal_in_words,
    "own_finding_status": own_finding_status,
    "own_finding_subject": own_finding_subject,
    "finding_tone": finding_tone,
    "in_days": in_days,
    "moment_of": moment_of,
    "month_word": month_word,
    "office_word": office_in_words,
    "own_request_state": own_request_state,
    "request_tone": request_tone,
    "requirement_colour": requirement_colour,
    "requirement_status": requirement_status,
    "requirement_word": requirement_word,
    "return_word": return_word,
    "user_role_word": user_role_word,
    "said_word": said_word,
    "size_word": size_word,
    "state_word": state_in_words,
    "turn_word": turn_word,
    "verb_word": verb_in_words,
}
"""Filters of the templates."""
