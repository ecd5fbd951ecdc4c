"""However a form or an adoption is broken, the only error is one that a person can read."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import rugsat.law
from rugsat.kernel.errors import SourceError
from rugsat.law.returns.load import return_definitions

ROOT = Path(rugsat.law.__file__).parent
FORMS = sorted(ROOT.glob("forms/*.yaml"))
WORDS = (
    "",
    "null",
    "- x",
    "{}",
    "[]",
    "[[]]",
    "true",
    "0",
    "-1",
    "1e9",
    "2026-13-01",
    "2026-01",
    "''",
    "\0",
    "é",
    "é: é",
)


def _load(form: str, adoption: str) -> None:
    files = {"forms/a.yaml": form, "returns/a.yaml": adoption.replace(adoption.split("\n")[1], "form: a")}
    return_definitions(files, jurisdiction_code="tm", time_zone="Asia/Ashgabat", zones=("mary",))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
@pytest.mark.parametrize("which", ["form", "adoption"])
def test_a_broken_source_is_read_or_refused_and_nothing_else(which, data) -> None:
    name = data.draw(st.sampled_from([path.name for path in FORMS]))
    texts = {
        "form": (ROOT / "forms" / name).read_text(),
        "adoption": (ROOT / "jurisdictions/tm/returns" / name).read_text(),
    }
    texts[which] = _broken(texts[which], data)
    try:
        _load(texts["form"], texts["adoption"])
    except SourceError as refused:
        assert refused.file in {"forms/a.yaml", "tm/returns/a.yaml"}


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_is_read_or_refused(text) -> None:
    with pytest.raises(SourceError):
        return_definitions({"forms/a.yaml": text}, jurisdiction_code="tm", time_zone="Asia/Ashgabat")


def _broken(text: str, data: st.DataObject) -> str:
    """Drop, repeat, swap or overwrite some lines, or some characters."""
    lines = text.split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        other = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(["drop", "repeat", "swap", "value", "indent", "cut"])):
            case "drop" if len(lines) > 1:
                del lines[at]
            case "repeat":
                lines.insert(other, lines[at])
            case "swap":
                lines[at], lines[other] = lines[other], lines[at]
            case "value":
                lines[at] = lines[at].split(":")[0] + ": " + data.draw(st.sampled_from(WORDS))
            case "indent":
                lines[at] = "  " + lines[at]
            case "cut":
                lines[at] = lines[at][: data.draw(st.integers(0, len(lines[at])))]
    return "\n".join(lines)
