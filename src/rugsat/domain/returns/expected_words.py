"""What was expected of a value, in the words of the reader.

Receipts and files of faults say it in English, for ever; a page says the same to whoever reads another language.
"""

import re
from functools import cache

from rugsat.kernel.language import gettext, language


def _mark(message: str) -> str:
    """Mark a message for translators; it is translated where it is used."""
    return message


PHRASES = (
    _mark("a value: the field cannot be empty"),
    _mark("text without blanks before or behind it"),
    _mark("text on one line without control or invisible characters"),
    _mark("letters with their marks in one character, as a keyboard writes them (Unicode NFC)"),
    _mark("a value, or an empty field where there is none"),
    _mark("text that no spreadsheet takes for a formula: it begins with none of = + - @"),
    _mark("a whole number in plain digits, at most {count} of them"),
    _mark("a number in plain digits, as in 1234.5, at most {before} before the point and {behind} behind it"),
    _mark("a day that the calendar has, as in 2026-01-31"),
    _mark("a month, as in 2026-01"),
    _mark("a moment of the calendar, as in 2026-01-31T14:30:00+05:00 or 2026-01-31T09:30:00Z"),
    _mark("a local time that {zone} has: its clocks jump over this one"),
    _mark("write the offset, as in +05:00: this local time comes twice"),
    _mark("there is no register of {register} here"),
    _mark("true or false"),
    _mark("text like {example}"),
    _mark("at most {count} digits behind the point"),
    _mark("a legal entity identifier (ISO 17442) with right check digits"),
    _mark("a digital token identifier (ISO 24165) with a right check character"),
    _mark("a business identifier code (ISO 9362)"),
    _mark("a country code of two capitals (ISO 3166-1)"),
    _mark("a currency code of three capitals that is in use (ISO 4217)"),
    _mark("a chain (CAIP-2), as in {example}"),
    _mark("an account (CAIP-10), as in {example}"),
    _mark("an asset (CAIP-19), as in {example}"),
    _mark("a {column} of the sender's own that the register of {register} holds on that day"),
    _mark("a {column} that the register of {register} holds on that day"),
    _mark("a sealed identifier is written sealed1.<key>.<base64url>; seal it with the authority's public key"),
    _mark("it is sealed to the key {key}, which the authority does not have; use its current public key"),
    _mark("it does not open with the authority's key: it was changed, cut off or not sealed; seal it anew"),
    _mark("it opens to no known document; seal it anew with one of the document types of the return"),
    _mark("the Latin letters and digits of the document, 3 to 32 of them"),
    _mark("a number of {count} digits"),
    _mark("a number of digits only"),
    _mark("a row with values; delete empty ones"),
    _mark("a row: delete the empty line"),
    _mark("a row of {count} cells, as in the header"),
    _mark("{count} fields, as in the header, not {found}"),
    _mark("fields of at most {count} characters"),
    _mark("rows of at most {count} bytes"),
    _mark("quotes only around a whole field, doubled inside, and closed"),
    _mark("lines that end in LF or CR LF, and no CR"),
    _mark("text in UTF-8"),
    _mark("UTF-8; byte {byte} of the line is none"),
    _mark("text without NUL characters"),
    _mark("text, without halves of surrogate pairs"),
    _mark("a line of at most as many bytes as one row may have"),
    _mark("one JSON object on the line; at character {place}: {why}"),
    _mark("one JSON object on the line"),
    _mark("an object whose values are plain"),
    _mark("every key once"),
    _mark("a number; NaN and Infinity are none"),
    _mark("a text, a number, true, false or null"),
    _mark("a finite number"),
    _mark("a whole number below 2^53, or an integer column: a floating-point one has lost its last digits"),
    _mark("a text where the zeros before the number belong to it, else a number formatted plainly"),
    _mark("at most 15 digits, or a cell formatted as text: a spreadsheet loses the digits after"),
    _mark("a day, or a day with a time"),
    _mark("a day before the year 10000"),
    _mark("a value: copy the cells and paste them as values"),
    _mark("a value, not an error"),
    _mark("a text, number or day"),
    _mark("a text that the workbook has"),
    _mark("one timePeriod/start in seconds since 1970, UTC"),
    _mark("one timePeriod/duration in seconds"),
    _mark("one whole value that is whole watt-hours when multiplied by {factor}"),
    _mark("a quality that says whether the value was measured: 0, 7 to 15, 17, 18 or 19"),
    _mark("a value in {columns} where {column} is {values}"),
    _mark("{columns} that no other row has"),
    _mark("{columns} that differ"),
    _mark("within {period}, in local time"),
    _mark("{result}, within {tolerance}"),
    _mark("one of {choices}"),
    _mark("a number {bounds}"),
    _mark("{bounds} characters"),
    _mark("a number"),
    "UTF-8",
)
"""All that is ever expected, the particular before the general; names in braces stand for what differs."""
_BOUNDS = {
    "above": _mark("above {bound}"),
    "at least": _mark("at least {bound}"),
    "below": _mark("below {bound}"),
    "at most": _mark("at most {bound}"),
}
_BOUND = re.compile(r"(above|at least|below|at most) (\S+)")
_PLACE = re.compile(r"\{(\w+)\}")


def expected_in_words(text: str) -> str:
    """What was expected, in the present language; what no phrase says stays in English."""
    if language() == "en":
        return text
    for phrase, pattern in _patterns():
        if found := pattern.fullmatch(text):
            return gettext(phrase).format(**{name: _part(name, part) for name, part in found.groupdict().items()})
    return text


def has_phrase(text: str) -> bool:
    """Whether one of the phrases says it, so that it can be translated."""
    return any(pattern.fullmatch(text) for _, pattern in _patterns())


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((phrase, _pattern(phrase)) for phrase in PHRASES)


def _pattern(phrase: str) -> re.Pattern[str]:
    parts = _PLACE.split(phrase)
    words = (
        f"(?P<{part}>{'.*[0-9].*' if part == 'bounds' else '.+'})" if at % 2 else re.escape(part)
        for at, part in enumerate(parts)
    )
    return re.compile("".join(words), re.DOTALL)


def _part(name: str, part: str) -> str:
    """A part of a phrase: names and values stay as the return writes them, what joins them is translated."""
    if name == "bounds":
        part = _BOUND.sub(lambda bound: gettext(_BOUNDS[bound[1]]).format(bound=bound[2]), part)
    if name in {"columns", "bounds"}:
        both = gettext("and")
        return part.replace(" and ", f" {both} ")
    either = gettext("or")
    return part.replace(" or ", f" {either} ") if name == "values" else part
