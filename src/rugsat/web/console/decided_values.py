"""How the value of a field that an act decides is written for people: with its unit, its title, its day."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from rugsat.domain.licensing.words import office_in_words, state_in_words, verb_in_words
from rugsat.kernel.language import LANGUAGES, gettext, in_language
from rugsat.kernel.numbers import exact
from rugsat.law.parameter import ANY
from rugsat.law.procedure import Office
from rugsat.operations.report.answers import attestation_word, named_word, thing_word
from rugsat.operations.report.grounds import ground_word
from rugsat.operations.report.sentences import check_name
from rugsat.operations.report.wording import amount, at, day, number, period
from rugsat.store.kept_law import law_in_force
from rugsat.usecases.issue_token import SCOPES
from rugsat.web.console.account_words import account_act, account_role
from rugsat.web.console.decided_names import title_of
from rugsat.web.console.finding_words import law_title
from rugsat.web.console.law_words import amount_words, place_named
from rugsat.web.console.run_words import request_state
from rugsat.web.console.words import basis_word, class_of, return_word, zone_title
from rugsat.web.layout import choices
from rugsat.web.layout.countries import country_word
from rugsat.web.layout.moment import zone
from rugsat.web.layout.said import cited, said_value

Word = Callable[[Any], str]


_HUNDRED, _PLACES = 100, 8


def _one_of(words: Mapping[str, str], value: Any) -> str:
    return gettext(words[value])


def _day(value: Any) -> str:
    return day(date.fromisoformat(value))


def _moment(value: Any) -> str:
    return at(datetime.fromisoformat(value).astimezone(zone()))


def _month(value: Any) -> str:
    return period(date.fromisoformat(value).strftime("%Y-%m"))


def _count(value: Any) -> str:
    return number(exact(str(value)), places=_PLACES)


def _days(value: Any) -> str:
    """So many days; nothing where an act that may give some gives none."""
    return amount(exact(str(value)), "day") if value else ""


def _money(value: Any) -> str:
    """An amount with its currency; what a body attests has the currency in a field of its own."""
    figure, _, currency = str(value).partition(" ")
    return amount(exact(figure), currency) if currency else said_value("amount", value)


def _share(value: Any) -> str:
    return f"{number(exact(str(value)) * _HUNDRED, places=_PLACES)}\u00a0%"


def _office(value: Any) -> str:
    return office_in_words(value) if value in set(Office) else account_role(value)


def _instrument(value: Any) -> str:
    return in_language(law_in_force().rulebook.instruments[value].versions[-1].title)


def _zone(value: Any) -> str:
    return "" if value == ANY else zone_title(value)


def _titles(held: Mapping[str, Any]) -> str:
    """A title that is held in the languages of the office."""
    if not set(held) <= set(LANGUAGES):
        message = "no languages"
        raise ValueError(message)
    return str(in_language(held))


def _setting(held: Mapping[str, Any]) -> str:
    """What a policy act sets: the value by its title, for which class and zone, and until when."""
    name, value = held["parameter"], held["value"]
    parameter = law_in_force().rulebook.parameters[name]
    try:
        written = amount_words(exact(value), parameter.form.unit.name)
    except (AttributeError, TypeError, ValueError):
        # A list, a scale or a schedule stands as it was written, and None says that nothing is set any more.
        written = gettext("nothing any more") if value is None else str(value)
    place = place_named(held.get("cls", ANY), held.get("zone", ANY))
    until = f"; {title_of('until')}: {_day(held['until'])}" if held.get("until") else ""
    return f"{law_title(name)}{f' ({place})' if place else ''}: {written}{until}"


VALUES: Mapping[str, Word] = {
    "about": thing_word,
    "amount": _money,
    "as_of": _day,
    "basis": basis_word,
    "born": _day,
    "capacity_w": partial(said_value, "capacity_w"),
    "checks": check_name,
    "class": class_of,
    "cls": class_of,
    "country": country_word,
    "days": _days,
    "dwellings": _count,
    "entered": _count,
    "entries": _count,
    "expires_at": _moment,
    "ground": ground_word,
    "how": partial(_one_of, choices.SERVED),
    "instrument": _instrument,
    "kinds": partial(_one_of, choices.FACTORS),
    "known_before": _count,
    "left_out": account_role,
    "list": partial(_one_of, choices.LISTS),
    "made_on": _month,
    "means": partial(_one_of, choices.SENT),
    "models": _count,
    "nominal_th_s": lambda value: f"{_count(value)}\u00a0TH/s",
    "nominal_w": partial(said_value, "capacity_w"),
    "office": _office,
    "on": _day,
    "origin": country_word,
    "outcome": partial(_one_of, choices.OUTCOMES),
    "parameter": law_title,
    "period": period,
    "purpose": partial(_one_of, choices.PURPOSES),
    "received_on": _day,
    "registered_on": _day,
    "rests_on": cited,
    "return_name": return_word,
    "role": account_role,
    "scopes": partial(_one_of, SCOPES),
    "served_on": _day,
    "share": _share,
    "signs_for": verb_in_words,
    "since": _day,
    "state": state_in_words,
    "tokens_revoked": _count,
    "tries": _count,
    "until": _day,
    "use": partial(_one_of, choices.USES),
    "zone": _zone,
    # The same name within another thing, or in an act of one kind: the first word of the kind stands before it.
    "attestation.kind": attestation_word,
    "authorisation.status": partial(_one_of, choices.STATUSES),
    "case.kind": basis_word,
    "document.kind": partial(_one_of, choices.DOCUMENTS),
    "fee.kind": basis_word,
    "issuer.kind": attestation_word,
    "party.kind": partial(_one_of, choices.PARTIES),
    "proposal.act": account_act,
    "request.state": request_state,
    "responsible.office": partial(named_word, "office"),
    "return.kind": partial(_one_of, choices.FILINGS),
    "return.status": partial(_one_of, choices.FILED),
    "run.register": partial(_one_of, choices.REGISTERS),
    "says.kind": partial(said_value, "kind"),
    "says.status": partial(said_value, "status"),
}
"""How the value of a field is written, where it is not as what bodies attest is."""
WHOLE: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "owners": partial(said_value, "owners"),
    "sets": _setting,
    "title": _titles,
}
"""Fields that hold a thing of several parts which is written as one."""
COUNTED = frozenset({"rows"})
"""Fields whose parts are all counts."""


def counted(value: Any) -> str:
    """A count with its digits grouped."""
    return _count(value)
