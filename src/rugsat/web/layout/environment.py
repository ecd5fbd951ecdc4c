"""The templates: Jinja with the project's own catalogues, in which a name that is not given is an error."""

from decimal import Decimal
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from rugsat.kernel.language import gettext, in_language, language, ngettext
from rugsat.operations.report.law_texts import law_text
from rugsat.operations.report.wording import amount, at, day, number, period, unit_word
from rugsat.web.layout.moment import zone

_PLAIN = "-._~!$&'()*+,;=:@"
"""Letters that stand in a part of a path as they are."""
_PLACE = 987_654_321_000
"""Stands for what an address takes, until it is given."""


def environment(**options: Any) -> Environment:
    """The environment that Django's Jinja backend asks for."""
    made = Environment(  # noqa: S701 - Django's backend turns escaping on
        **{**options, "undefined": StrictUndefined},
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.policies["ext.i18n.trimmed"] = True
    made.globals |= {"_": _word, "url": _url, "asset": asset, "in_language": in_language}
    made.filters |= {
        "day": day,
        "number": number,
        "period": period,
        "options": lambda choices, chosen: _options(tuple(choices), chosen),
        "power": lambda watts: amount(Decimal(watts), "W"),
        "moment": lambda when: at(when.astimezone(zone())),
        "law_text": law_text,
        "unit_word": unit_word,
    }
    return made


def _word(message: str) -> Markup:
    """A message of a template in the present language, as it stands: translations are written as pages are."""
    return _worded(message, language())


@cache
def _worded(message: str, _language: str) -> Markup:
    """The same; there are as many messages as templates name, and a page shows a hundred of them."""
    return Markup(gettext(message))  # noqa: S704 - the catalogues are part of the program, and nobody else writes them


@cache
def asset(name: str) -> str:
    """The address of a file that comes with the pages; it changes with what the file holds, so it may be kept."""
    found = finders.find(name)
    assert isinstance(found, str), name
    return f"{settings.STATIC_URL}{name}?{sha256(Path(found).read_bytes()).hexdigest()[:12]}"


@lru_cache(maxsize=1024)
def _options(choices: tuple[tuple[str, str], ...], chosen: str) -> Markup:
    """The options of a list to choose from; those of a filter are many, and the same on every page."""
    plain, marked = Markup('<option value="{}">{}</option>'), Markup('<option value="{}" selected>{}</option>')
    return Markup("\n").join((marked if value == chosen else plain).format(value, word) for value, word in choices)


def _url(name: str, *args: str) -> str:
    """The address of a page; a list has many, so Django is asked once for its form."""
    return _form(name, len(args)).format(*(quote(str(arg), safe=_PLAIN) for arg in args))


@cache
def _form(name: str, count: int) -> str:
    # Digits, so that an address that takes a number takes them too.
    places = [str(_PLACE + place) for place in range(count)]
    form = reverse(name, args=places)
    for which, place in enumerate(places):
        form = form.replace(place, f"{{{which}}}")
    return form
