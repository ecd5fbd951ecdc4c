"""An act of the authority as the text of its file, from what a person has written of each value."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rugsat.kernel.errors import RugsatError, SourceError
from rugsat.law.act import Act, Signature, read_act
from rugsat.law.parameter import ANY, Parameter
from rugsat.law.rulebook import Rulebook
from rugsat.law.shape import Shape
from rugsat.law.source.document import read_document

_BRACKET = re.compile(r"(?:from )?(?P<from>[0-9.]+)[^:]*: *(?P<rate>-?[0-9.]+)")
_PART = re.compile(
    r"(?P<from>\d\d:\d\d) *- *(?P<until>\d\d:\d\d)(?: in months (?P<months>[\d, ]+))? *: *(?P<value>-?[0-9.]+)"
)
_PLACE = re.compile(r"sets\[(\d+)\](?:\.[\w\[\].]+)?: ")


class ActRefusedError(RugsatError):
    """An act that cannot be: it sets what there is not, what the law sets, or what is not written as it must be."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What an act sets: a parameter, for a class and zone where it differs by them, and its value as written.

    An amount is one number. Of a list, a scale or a schedule each line is an item: a text; `from 100: 5`;
    `17:00-22:00: 500` or `17:00-22:00 in months 6, 7: 500`. None says that nothing is set any more.
    """

    parameter: str
    value: str | None
    cls: str = ANY
    zone: str = ANY
    until: date | None = None


def act_text(
    rulebook: Rulebook,
    *,
    title: Mapping[str, str],
    note: str,
    since: date,
    settings: Sequence[Setting],
    signed: Signature,
) -> str:
    """The file of an act of the authority that is in force from a day on; ActRefusedError where it cannot be one."""
    if not settings:
        message = "an act sets at least one parameter: say which, and its value"
        raise ActRefusedError(message)
    items = [_item(rulebook, setting, number) for number, setting in enumerate(settings, 1)]
    return "\n".join(
        [
            f"title: {_plain(title)}",
            "kind: policy",
            "status: in_force",
            f"since: {since}",
            f"signed: {{on: {signed.on}, by: {json.dumps(signed.by, ensure_ascii=False)}}}",
            f"note: {json.dumps(note, ensure_ascii=False)}",
            "sets:",
            *(f"  - {item}" for item in items),
            "",
        ]
    )


def read_act_text(rulebook: Rulebook, name: str, text: str) -> Act:
    """Read the file of an act by itself, against the parameters that there are."""
    node = read_document(text, file=f"acts/{name}.yaml")
    return read_act(node, name=name, parameters=rulebook.parameters, jurisdiction=rulebook.jurisdiction)


def in_words_of_act(error: SourceError, settings: Sequence[Setting]) -> str:
    """What is wrong with the file of an act, said of what the act sets and not of lines of a file."""
    place = error.file if not (match := re.match(r"[^ ]+: ", str(error))) else match.group()[:-2]
    said = str(error).removeprefix(f"{place}: ")
    if match := _PLACE.match(said):
        setting = settings[int(match.group(1))]
        return f"{setting.parameter}: {said[match.end() :]}"
    return said


def _item(rulebook: Rulebook, setting: Setting, number: int) -> str:
    parameter = rulebook.parameters.get(setting.parameter)
    if parameter is None:
        message = f"value {number}: there is no parameter '{setting.parameter}': choose one that there is"
        raise ActRefusedError(message)
    said = {
        "parameter": parameter.id,
        **({"class": setting.cls} if setting.cls != ANY else {}),
        **({"zone": setting.zone} if setting.zone != ANY else {}),
        "value": "null" if setting.value is None else written(parameter, setting.value),
        **({"until": str(setting.until)} if setting.until else {}),
    }
    return f"{{{', '.join(f'{key}: {value}' for key, value in said.items())}}}"


def written(parameter: Parameter, text: str) -> str:
    """A value that a person wrote, in the words of a file of the law; ActRefusedError where it has another form."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if not lines:
        message = f"{parameter.id}: the value is missing, write it"
        raise ActRefusedError(message)
    return _WRITERS[parameter.form.shape](parameter, lines)


def _number(parameter: Parameter, lines: Sequence[str]) -> str:
    if len(lines) != 1 or not re.fullmatch(r"-?\d+(\.\d+)?", lines[0]):
        message = f"{parameter.id}: '{' '.join(lines)}' is no number: write it as 1500 or 0.75"
        raise ActRefusedError(message)
    return lines[0]


def _list(_parameter: Parameter, lines: Sequence[str]) -> str:
    return json.dumps(list(lines), ensure_ascii=False)


def _scale(parameter: Parameter, lines: Sequence[str]) -> str:
    found = [_of(_BRACKET, parameter, line, "from 100: 5") for line in lines]
    return _flow(f"{{from: {each['from']}, rate: {each['rate']}}}" for each in found)


def _schedule(parameter: Parameter, lines: Sequence[str]) -> str:
    found = [_of(_PART, parameter, line, "17:00-22:00: 500") for line in lines]
    return _flow(
        f'{{from: "{each["from"]}", until: "{each["until"]}", value: {each["value"]}'
        + (f", months: [{each['months']}]" if each["months"] else "")
        + "}"
        for each in found
    )


def _of(pattern: re.Pattern[str], parameter: Parameter, line: str, example: str) -> dict[str, str | None]:
    match = pattern.fullmatch(line)
    if match is None:
        message = f"{parameter.id}: '{line}' cannot be read: write each line as in {example}"
        raise ActRefusedError(message)
    return match.groupdict()


def _flow(items: Iterable[str]) -> str:
    return f"[{', '.join(items)}]"


def _plain(texts: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{key}: {json.dumps(text, ensure_ascii=False)}' for key, text in texts.items() if text)}}}"


_WRITERS: Mapping[Shape, Callable[[Parameter, Sequence[str]], str]] = {
    Shape.AMOUNT: _number,
    Shape.INDEXED_AMOUNT: _number,
    Shape.LIST: _list,
    Shape.SCALE: _scale,
    Shape.SCHEDULE: _schedule,
}
