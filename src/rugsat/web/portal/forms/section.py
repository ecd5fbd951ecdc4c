"""A list that an application or an organisation is made of, and the form of one thing in it."""

from abc import ABCMeta, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.forms import DeclarativeFieldsMetaclass
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


class _FormMeta(DeclarativeFieldsMetaclass, ABCMeta):
    """A form can leave something to the forms that are made of it."""


class ItemForm(forms.Form, metaclass=_FormMeta):
    """The form of one thing; the words of its fields are those of the present language."""

    def __init__(
        self, given: Given, data: QueryDict | Mapping[str, Any] | None = None, content: Content | None = None
    ) -> None:
        super().__init__(data, initial=None if content is None else self.shown(content), use_required_attribute=False)
        self.fields.update(self.made(given))

    @abstractmethod
    def made(self, given: Given) -> dict[str, forms.Field]:
        """The fields."""

    def shown(self, content: Content) -> Content:
        """What stands in the fields, from the content of the thing."""
        return content

    def content(self) -> Content:
        """The content of the thing, from what stands in the fields."""
        return {name: value for name, value in self.cleaned_data.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a list in the present language."""

    title: str
    one: str
    """A thing of it, as in "Add a site"."""
    about: str
    header: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A list: its name, the form of one thing, what names a thing, what a table shows of it, and its words."""

    name: str
    form: type[ItemForm]
    names: tuple[str, ...]
    """The fields whose values name a thing."""
    cells: Callable[[Content], tuple[Any, ...]]
    words: Callable[[], Words]
    needs: str = ""
    """The list that must hold something before this one can."""

    def key(self, content: Content) -> str:
        """What names a thing."""
        return " ".join(str(content[name]) for name in self.names)


def fields_of(*names: str) -> Callable[[Content], tuple[Any, ...]]:
    """What a table shows of a thing: the values of some fields as they are."""
    return lambda content: tuple(content[name] for name in names)


def sections(*lists: Section) -> dict[str, Section]:
    """Lists by their names, in their order."""
    return {each.name: each for each in lists}


def tables(lists: Mapping[str, Section], says: Mapping[str, Any], most: int) -> list[tuple[Section, list[Any], int]]:
    """The lists that hold something, each with its first rows as a table shows them, and how many there are."""
    return [
        (each, [each.cells(item) for item in says[name][:most]], len(says[name]))
        for name, each in lists.items()
        if says[name]
    ]


def as_kept(day: date | None) -> str | None:
    """A day as it is kept; None where it was left out."""
    return day.isoformat() if day else None


def with_item(items: Sequence[Content], section: Section, item: Content, before: str) -> list[Content]:
    """The list with one thing new or changed, in the order of its keys."""
    rest = [each for each in items if section.key(each) not in {section.key(item), before}]
    return sorted([*rest, item], key=section.key)


def without_item(items: Sequence[Content], section: Section, key: str) -> list[Content]:
    """The list without a thing, in the order of its keys."""
    return sorted((each for each in items if section.key(each) != key), key=section.key)
