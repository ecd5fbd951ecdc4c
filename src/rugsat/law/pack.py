"""The rule pack: the files that hold for a jurisdiction as one document, named by its SHA-256."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files as installed
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from rugsat.kernel.digest import canonical_json, digest_of
from rugsat.kernel.errors import RugsatError, SourceError
from rugsat.law.outline import FILE as OUTLINE
from rugsat.law.rulebook import Rulebook, read_rulebook
from rugsat.law.source.document import read_document


class RulePackError(RugsatError):
    """A rule pack that cannot be loaded: an unknown jurisdiction or act, or bytes that are no rule pack."""


@dataclass(frozen=True, eq=False)
class RulePack:
    """The law of a jurisdiction as text by path; two packs of one digest are the same law."""

    jurisdiction: str
    files: Mapping[str, str]
    tried: str = ""
    """Name of the act that overrides everything, empty where none is tried."""

    @classmethod
    def from_folder(
        cls, folder: Path | Traversable, *, demonstration: Sequence[str] = (), forms: Path | Traversable | None = None
    ) -> "RulePack":
        """Pack the folder of a jurisdiction, with the demonstration acts that are asked for, and read it.

        `forms` is the folder of the forms that its returns adopt. Raises SourceError with file and line for
        anything in the folder that is not understood, RulePackError for a demonstration that is not there.
        """
        texts = dict(_texts(folder, "", within=f"{folder.name}/"))
        shown = {
            path for path in texts if path.startswith("acts/") and _is_demonstration(folder.name, path, texts[path])
        }
        wanted = {f"acts/{name}.yaml" for name in demonstration}
        _refuse_unknown("demonstration", wanted - shown, shown)
        texts = {path: text for path, text in texts.items() if path not in shown - wanted}
        if forms is not None:
            texts |= dict(_texts(forms, "forms/", within=f"{folder.name}/"))
        return cls(folder.name, texts).checked()

    @classmethod
    def from_bytes(cls, content: bytes) -> "RulePack":
        """Load a rule pack that `to_bytes` wrote."""
        try:
            document = json.loads(content)
        except ValueError as error:
            message = f"these {len(content)} bytes are no rule pack ({error}): load a file that holds one"
            raise RulePackError(message) from error
        if not _is_pack(document):
            message = "this JSON is no rule pack: it must have jurisdiction, files (text by path) and nothing but tried"
            raise RulePackError(message)
        return cls(document["jurisdiction"], document["files"], document.get("tried", "")).checked()

    def to_bytes(self) -> bytes:
        """The canonical document; its SHA-256 is the digest."""
        return self._bytes

    def checked(self) -> "RulePack":
        """The pack itself, after its rulebook was read without a fault."""
        _ = self.rulebook
        return self

    def trying(self, act: str, *, text: str = "") -> "RulePack":
        """A pack in which an act, in force or not, overrides everything; `text` brings one that is not in the pack."""
        path = f"acts/{act}.yaml"
        files = {**self.files, path: text} if text else self.files
        _refuse_unknown("act", {path} - set(files), {path for path in files if path.startswith("acts/")})
        return RulePack(self.jurisdiction, files, act).checked()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical document, 64 hexadecimal digits."""
        return digest_of(self._document)

    @property
    def rulebook(self) -> Rulebook:
        """What the files say; each pack is read once in a process."""
        return _rulebook(self)

    @cached_property
    def _bytes(self) -> bytes:
        return canonical_json(self._document)

    @property
    def _document(self) -> dict[str, Any]:
        tried = {"tried": self.tried} if self.tried else {}
        return {"jurisdiction": self.jurisdiction, "files": dict(self.files), **tried}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RulePack) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


def jurisdictions() -> tuple[str, ...]:
    """The codes of the jurisdictions that are installed."""
    return tuple(sorted(folder.name for folder in _shipped().iterdir() if folder.is_dir()))


def load_jurisdiction(code: str, *, demonstration: Sequence[str] = ()) -> RulePack:
    """Pack and read an installed jurisdiction, with the demonstration acts that are asked for."""
    if code not in jurisdictions():
        message = f"there is no jurisdiction '{code}': use one of {', '.join(jurisdictions())}"
        raise RulePackError(message)
    forms = installed("rugsat.law").joinpath("forms")
    return RulePack.from_folder(_shipped().joinpath(code), demonstration=demonstration, forms=forms)


@lru_cache(maxsize=32)
def _rulebook(pack: RulePack) -> Rulebook:
    return read_rulebook(pack.files, code=pack.jurisdiction, tried=pack.tried)


def _is_pack(document: Any) -> bool:
    """Whether a JSON document has the keys of a rule pack, and texts where they belong."""
    if not isinstance(document, dict) or set(document) | {"tried"} != {"jurisdiction", "files", "tried"}:
        return False
    files = document["files"]
    texts = [document["jurisdiction"], document.get("tried", "")]
    return isinstance(files, dict) and all(isinstance(text, str) for text in (*texts, *files.values()))


def _shipped() -> Traversable:
    return installed("rugsat.law").joinpath("jurisdictions")


def _texts(folder: Path | Traversable, prefix: str, *, within: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{prefix}{entry.name}"
        if entry.name.startswith((".", "__")) or path == OUTLINE:
            continue
        if entry.is_dir():
            yield from _texts(entry, f"{path}/", within=within)
        else:
            yield path, _text(entry, f"{within}{path}")


def _text(entry: Path | Traversable, path: str) -> str:
    try:
        return entry.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"this is not UTF-8 text (byte {error.start}): save it as UTF-8"
        raise SourceError(message, file=path) from error


def _is_demonstration(code: str, path: str, text: str) -> bool:
    entries = read_document(text, file=f"{code}/{path}").entries()
    return "kind" in entries and entries["kind"].text() == "demonstration"


def _refuse_unknown(what: str, missing: set[str], known: set[str]) -> None:
    names = [sorted(path.removeprefix("acts/").removesuffix(".yaml") for path in paths) for paths in (missing, known)]
    if missing:
        message = f"there is no {what} '{names[0][0]}': there is {', '.join(names[1]) or 'none'}"
        raise RulePackError(message)
