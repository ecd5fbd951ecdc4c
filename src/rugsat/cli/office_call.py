"""What the commands of the office share: who acts, carrying an act out, asking the register, telling the answer."""

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from rugsat.cli.options import now, print_json
from rugsat.kernel.errors import RugsatError
from rugsat.kernel.record import to_plain

Case = Annotated[str, typer.Argument(help="Number of the case, as in TM-A-2026-000001-57.")]
Note = Annotated[str, typer.Option("--note", help="What is to be said with the act.")]
Ground = Annotated[str, typer.Option("--ground", help="Ground, one of those that the law lists.")]
Means = Annotated[str, typer.Option("--means", help="How it is sent: electronic or letter.")]
OnDay = Annotated[str, typer.Option("--on", help="Day that is asked about; today where left out.")]
Known = Annotated[str, typer.Option("--known", help="Moment as of which the register is asked; now where left out.")]


class FileUnreadableError(RugsatError):
    """A file that is handed over and holds no record."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who acts, as the options before the command say."""

    by: str
    key: str
    seen: int | None
    on_behalf_of: str


def office_app(name: str, help_: str) -> typer.Typer:
    """A group of commands of the office; the options before the command say who acts."""
    app = typer.Typer(name=name, help=help_, no_args_is_help=True)

    @app.callback()
    def who(
        context: typer.Context,
        by: Annotated[str, typer.Option(envvar="RUGSAT_ACCOUNT", help="Login of the account that acts.")] = "",
        key: Annotated[str, typer.Option(help="The same key is carried out once, however often it is sent.")] = "",
        seen: Annotated[int, typer.Option(help="Version that was seen; refused where it has changed since.")] = -1,
        on_behalf_of: Annotated[str, typer.Option("--for", help="Officer in whose name one acts.")] = "",
    ) -> None:
        context.obj = Asked(by, key, None if seen < 0 else seen, on_behalf_of)

    return app


def act(context: typer.Context, use_case: str, *, as_json: bool, **asked: Any) -> None:
    """Carry a use case out as whoever the options name, now, and tell what came of it."""
    tell(carried_out(context, use_case, **asked), as_json=as_json)


def carried_out(context: typer.Context, use_case: str, **asked: Any) -> dict[str, Any]:
    """Carry a use case out as whoever the options name, now; what came of it."""
    who: Asked = context.obj
    function = getattr(_module(f"rugsat.usecases.{use_case}"), use_case)
    call = _module("rugsat.usecases.call").Call(
        by=who.by, at=now(), key=who.key, seen=who.seen, on_behalf_of=who.on_behalf_of
    )
    done = function(call, **asked)
    told = {"subject": done.subject, "version": done.version, **done.told}
    return {**told, "repeated": True} if done.repeated else told


def ask(question: str, *, as_json: bool, **asked: Any) -> None:
    """Ask the register a question, named as in parties.history, and tell the answer."""
    tell(query(question, **asked), as_json=as_json)


def query(question: str, **asked: Any) -> Any:
    """The answer of the register to a question, named as in parties.history."""
    name, _, function = question.rpartition(".")
    return getattr(_module(f"rugsat.store.queries.{name}"), function)(**asked)


def run(function: str, *, made: bool = True, **asked: Any) -> Any:
    """Call what is neither a use case nor a query, named as in sequence_outbox.sequence_outbox of the use cases.

    Only what makes an office is called where none is made.
    """
    name, _, attribute = function.rpartition(".")
    return getattr(_module(f"rugsat.usecases.{name}", made=made), attribute)(**asked)


def value(form: str, **said: Any) -> Any:
    """What an act takes that is more than a word, named as in ask_for_information.Question of the use cases."""
    name, _, attribute = form.rpartition(".")
    return getattr(_module(f"rugsat.usecases.{name}"), attribute)(**said)


def tell(content: Any, *, as_json: bool) -> None:
    """Print an answer as JSON, or as lines that a person reads."""
    plain = to_plain(content)
    if as_json:
        print_json(plain)
        return
    for line in _lines(plain) or ["Nothing."]:
        typer.echo(line)


def record_in(path: Path) -> Mapping[str, object]:
    """The record in a JSON or YAML file; FileUnreadableError where it is none."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_AsWritten)  # noqa: S506 - a safe loader that keeps days and numbers as text
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        message = f"{path} cannot be read as JSON or YAML ({error}): hand over a file that can"
        raise FileUnreadableError(message) from error
    if not isinstance(content, dict):
        message = f"{path} holds no record: write the fields with their values, as in name: …"
        raise FileUnreadableError(message)
    return content


class _AsWritten(yaml.SafeLoader):
    """YAML whose days and broken numbers stay as they are written, so that nothing is lost before it is read."""


for _tag in ("timestamp", "float"):
    _AsWritten.add_constructor(f"tag:yaml.org,2002:{_tag}", lambda _, node: str(node.value))


def _module(name: str, *, made: bool = True) -> Any:
    """A module behind the office, loaded only now, so that the other commands need neither Django nor a database."""
    start = importlib.import_module("rugsat.store.start")
    start.start()
    if made:
        start.refuse_unmade()
    return importlib.import_module(name)


def _lines(content: Any, indent: str = "") -> Sequence[str]:
    if isinstance(content, dict):
        lines = []
        for name, value in content.items():
            if isinstance(value, dict | list) and value:
                lines += [f"{indent}{name}:", *_lines(value, indent + "  ")]
            else:
                lines.append(f"{indent}{name}: {_word(value)}")
        return lines
    if isinstance(content, list):
        lines = []
        for each in content:
            first, *rest = _lines(each, indent + "  ") or [""]
            lines += [f"{indent}- {first.strip()}", *rest]
        return lines
    return [f"{indent}{_word(content)}"]


def _word(value: Any) -> str:
    if value is None or value in ({}, [], ""):
        return "-"
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
