import re
from importlib.resources import files

import pytest

STYLE = files("rugsat.operations.report").joinpath("style.css").read_text(encoding="utf-8")
LIGHT, DARK, _PRINT = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
THEMES = {name: dict(re.findall(r"--([\w-]+): (#\w{6})", theme)) for name, theme in (("light", LIGHT), ("dark", DARK))}
WORDS = [
    ("ink", "page"),
    ("ink", "panel"),
    ("soft", "page"),
    ("soft", "panel"),
    ("link", "page"),
    ("link", "panel"),
    ("over", "panel"),
    ("head-ink", "head"),
    ("head-soft", "head"),
    ("label-ink", "label"),
    ("ink", "track"),
    ("law-ink", "law"),
    ("policy-ink", "policy"),
    ("demonstration-ink", "demonstration"),
    ("unverified-ink", "unverified"),
]
SHAPES = [("mark", "panel"), ("within", "panel"), ("over", "panel"), ("link", "page")]


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("words", "ground"), WORDS)
def test_words_stand_out_from_their_ground(theme: str, words: str, ground: str) -> None:
    colours = THEMES[theme]
    assert _contrast(colours[words], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_stand_out_from_their_ground(theme: str, shape: str, ground: str) -> None:
    colours = THEMES[theme]
    assert _contrast(colours[shape], colours[ground]) >= 3


def test_each_darker_shade_of_the_timeline_can_be_told_from_the_one_before() -> None:
    for colours in THEMES.values():
        for one, other in (("c1", "c2"), ("c2", "c3"), ("c3", "c4")):
            assert _contrast(colours[one], colours[other]) >= 1.35


def test_both_themes_name_the_same_colours() -> None:
    assert THEMES["light"].keys() == THEMES["dark"].keys()
