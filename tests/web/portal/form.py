"""Filling in the forms of pages as a browser does: what stands in them goes back with what is typed."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client


class _Fields(HTMLParser):
    """The fields of the forms of a page by form, with what stands in each."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        name = said.get("name", "")
        if tag == "form":
            self.forms.append({})
        elif self.forms and tag == "input" and name:
            self._input(name, said, dict(attrs))
        elif self.forms and tag == "select":
            self._select = name
        elif self._select and tag == "option" and "selected" in dict(attrs):
            self.forms[-1][self._select] = said.get("value", "")
        elif self.forms and tag == "textarea" and name:
            self._area = name
            self.forms[-1][name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1][self._area] += data.removeprefix("\n")

    def _input(self, name: str, said: dict[str, str], attrs: dict[str, str | None]) -> None:
        kind = said.get("type", "text")
        if kind in {"radio", "checkbox"}:
            if "checked" in attrs:
                self.forms[-1][name] = said.get("value", "on")
        elif kind not in {"file", "submit"}:
            self.forms[-1][name] = said.get("value", "")


def fields_of(page: Any, form: int = 0) -> dict[str, Any]:
    """What stands in the fields of the posting forms of a page."""
    parser = _Fields()
    parser.feed(page.content.decode())
    posting = [each for each in parser.forms if "act_key" in each]
    return posting[form]


def send(client: Client, path: str, form: int = 0, **typed: Any) -> Any:
    """Open a page, type into its form, and send it."""
    page = client.get(path)
    assert page.status_code == 200, page.content.decode()[-2000:]
    return client.post(path, fields_of(page, form) | typed)
