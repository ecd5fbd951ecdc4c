"""What a page shows comes with it: no template, style or script asks another host for anything."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "rugsat"
PAGES = sorted(
    path for kind in ("html", "j2", "jinja", "css", "js", "svg") for path in SOURCE.rglob(f"*.{kind}") if path.is_file()
)
LOADS = re.compile(
    r"""(?ix) (?: \b(?:src|srcset|poster|data|action) \s*=\s* ["']? \s* (?:https?:)?// )
          | (?: <link\b [^>]* \bhref \s*=\s* ["']? \s* (?:https?:)?// )
          | (?: \burl\( \s* ["']? \s* (?:https?:)?// )
          | (?: @import \s+ ["']? (?:https?:)?// )
          | (?: \b(?:fetch|import|XMLHttpRequest|EventSource|WebSocket)\( \s* ["'] (?:https?|wss?):// )"""
)


def outside(text: str) -> list[str]:
    """What a page would load from another host; a link that a reader may follow is none of it."""
    return [match.group() for match in LOADS.finditer(text)]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_loads_nothing_from_another_host(path: Path):
    assert outside(path.read_text()) == []


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://example.org/x.js"></script>',
        "<img src=//example.org/x.png>",
        '<link rel="stylesheet" href="https://example.org/x.css">',
        "body { background: url(https://example.org/x.png) }",
        '@import "https://example.org/x.css";',
        'fetch("https://example.org")',
    ],
)
def test_loading_from_another_host_is_seen(text: str):
    assert outside(text)


def test_a_link_and_a_namespace_are_allowed():
    assert outside('<a href="https://example.org">x</a><svg xmlns="http://www.w3.org/2000/svg">') == []
