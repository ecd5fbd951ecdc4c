"""Files that were damaged in any small way are read or refused with their place, but never break the reader."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from rugsat.kernel.errors import SourceError
from rugsat.law.pack import RulePack

PIECES = [
    "",
    "null",
    "[]",
    "{}",
    "5",
    "-1",
    "x",
    "2026-01-01",
    "[[]]",
    "{a: b}",
    "''",
    "true",
    ":",
    "- ",
    "*x",
    "\n",
    "9" * 40,
]


@st.composite
def damage(draw: st.DrawFn, text: str) -> str:
    """The text with a line lost, doubled or moved, or with a word replaced by something else."""
    lines = text.splitlines(keepends=True)
    place = draw(st.integers(0, len(lines) - 1))
    how = draw(st.sampled_from(["lose", "double", "indent", "word", "value"]))
    line = lines[place]
    if how == "word":
        words = line.split(" ")
        words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(PIECES))
        lines[place] = " ".join(words)
    elif how == "value":
        key, colon, _ = line.partition(":")
        lines[place] = f"{key}{colon} {draw(st.sampled_from(PIECES))}\n"
    else:
        lines[place] = {"lose": "", "double": line * 2, "indent": f"  {line}"}[how]
    return "".join(lines)


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_a_damaged_file_is_read_or_refused_with_its_place(demonstrated: RulePack, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(demonstrated.files)))
    text = data.draw(damage(demonstrated.files[path]))
    with suppress(SourceError):
        RulePack("xa", {**demonstrated.files, path: text}).checked()


@settings(deadline=None)
@given(st.data())
def test_a_file_that_is_cut_off_is_read_or_refused_with_its_place(demonstrated: RulePack, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(demonstrated.files)))
    text = demonstrated.files[path]
    cut = text[: data.draw(st.integers(0, len(text)))]
    with suppress(SourceError):
        RulePack("xa", {**demonstrated.files, path: cut}).checked()
