"""The pages of the command line: every command with its arguments and options, as its own help gives them."""

from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from rugsat.cli.main import app


def commands() -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command by its words, as in ("law", "show"), groups first."""
    yield from _within((), get_command(app))


def _within(words: tuple[str, ...], command: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield words, command
    for name, inner in sorted(getattr(command, "commands", {}).items()):
        yield from _within((*words, name), inner)


def options(command: Any) -> list[Any]:
    """What a command takes, in order, without the --help that all take."""
    return [each for each in command.params if "--help" not in each.opts and not getattr(each, "hidden", False)]


def command_pages() -> dict[str, str]:
    """One page for each noun, and one for the command itself."""
    pages: dict[str, list[str]] = {}
    for words, command in commands():
        name = words[0] if words else "rugsat"
        pages.setdefault(name, []).append(_section(words, command))
    return {name: "\n\n".join(sections) + "\n" for name, sections in pages.items()}


def _section(words: tuple[str, ...], command: Any) -> str:
    heading = "#" * max(1, len(words))
    taken = options(command)
    parts = [f"{heading} {' '.join(('rugsat', *words))}", " ".join((command.help or "").split())]
    if not getattr(command, "commands", None):
        parts.append(f"```text\n{_usage(words, taken)}\n```")
    if taken:
        parts.append("\n".join(["| | |", "| --- | --- |", *map(_row, taken)]))
    return "\n\n".join(parts)


def _usage(words: tuple[str, ...], taken: list[Any]) -> str:
    shown = ["rugsat", *words]
    for each in taken:
        if each.param_type_name == "argument":
            name = _argument(each)
            shown.append(name if each.required else f"[{name}]")
        elif each.required:
            shown.append(f"{each.opts[0]} {each.name.upper()}")
    return " ".join([*shown, "[options]"])


def _argument(each: Any) -> str:
    name = (each.metavar or each.name).upper().strip("[]").removesuffix("...")
    return f"{name}..." if each.nargs == -1 else name


def _row(each: Any) -> str:
    name = _argument(each) if each.param_type_name == "argument" else ", ".join([*each.opts, *each.secondary_opts])
    said = " ".join((each.help or "").split()).replace("|", "\\|")
    default = (
        "" if each.default in (None, "", False, ()) or callable(each.default) else f" Without it: `{each.default}`."
    )
    needed = " **Needed.**" if each.required else ""
    return f"| `{name}` | {said}{default}{needed} |"
