"""A list that an application or an organisation is made of, and the form of one thing in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from rugsat.web.portal.fields import Choices

Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Given:
    """What the fields of a form offer to choose from."""

    sites: Choices = ()
    zones: Choices = ()
    providers: Choices = ()
    banks: Choices = ()
    persons: Choices = ()
    owners: Choices = ()


class ItemForm(forms.Form):
    """The form of one thing; the words of its fields are those of the present language."""

    def __init__(
        self, given: Given, data: QueryDict | Mapping[str, Any] | None = None, content: Content | None = None
    ) -> None:
        super().__init__(data, initial=None if content is None else self.shown(content), use_required_attribute=False)
        self.fields.update(self.made(given))

    def made(self, given: Given) -> dict[str, forms.Field]:
        """The fields."""
        raise NotImplementedError

    def shown(self, content: Content) -> Content:
        """What stands in the fields, from the content of the thing."""
        return content

    def content(self) -> Content:
        """The content of the thing, from what stands in the fields."""
        return {name: value for name, value in self.cleaned_data.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Section:
    """A list: its name, its words, the form of one thing, what names a thing, and what a table shows of it."""

    name: str
    title: Callable[[], str]
    one: Callable[[], str]
    """A thing of it, as in "Add a site"."""
    about: Callable[[], str]
    form: type[ItemForm]
    key: Callable[[Content], str]
    header: Callable[[], tuple[str, ...]]
    cells: Callable[[Content], tuple[Any, ...]]
    needs: str = ""
    """The list that must hold something before this one can."""


def key_of(*names: str) -> Callable[[Content], str]:
    """What names a thing: the values of some fields."""
    return lambda content: " ".join(str(content[name]) for name in names)


def with_item(items: Sequence[Content], section: Section, item: Content, before: str) -> list[Content]:
    """The list with one thing new or changed, in the order of its keys."""
    rest = [each for each in items if section.key(each) not in {section.key(item), before}]
    return sorted([*rest, item], key=section.key)


def without_item(items: Sequence[Content], section: Section, key: str) -> list[Content]:
    """The list without a thing, in the order of its keys."""
    return sorted((each for each in items if section.key(each) != key), key=section.key)
