"""What a list of the register can be narrowed to."""

from dataclasses import dataclass

from django.http import HttpRequest

from rugsat.store.queries.public.lines import Filters
from rugsat.web.layout.asked import one_of
from rugsat.web.layout.choices import STATUSES
from rugsat.web.register.words import class_word, instrument_word, rulebook, status_word


@dataclass(frozen=True, slots=True)
class Choices:
    """What a list can be narrowed to, as value and word, and what it is narrowed to."""

    instruments: list[tuple[str, str]]
    statuses: list[tuple[str, str]]
    classes: list[tuple[str, str]]
    instrument: str
    status: str
    cls: str

    @property
    def filters(self) -> Filters:
        """The same for a query."""
        return Filters(
            instruments=(self.instrument,) if self.instrument else (),
            statuses=(self.status,) if self.status else (),
            cls=self.cls,
        )


def choices_of(request: HttpRequest) -> Choices:
    """The filters of a list."""
    law = rulebook()
    instruments = [(name, instrument_word(name)) for name in law.instruments]
    statuses = [(name, status_word(name)) for name in STATUSES]
    classes = [(name, class_word(name)) for name in law.jurisdiction.classes]
    return Choices(
        sorted(instruments, key=lambda each: each[1]),
        statuses,
        classes,
        one_of(request, "instrument", instruments),
        one_of(request, "status", statuses),
        one_of(request, "class", classes),
    )
