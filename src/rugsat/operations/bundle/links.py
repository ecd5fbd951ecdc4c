"""Where a subject leads: from an authorisation to its sites and their connections, from a person to its accounts."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import polars as pl

from rugsat.operations.report.sentences import subject_identifiers

_COLUMNS = {
    "exchange": ("exchange", "lei"),
    "party": ("party", "sender"),
    "asset": ("dti", "asset"),
    "device": ("serial",),
}
"""Columns that hold what a subject names, where they are not called as the subject is."""

_LEADS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("register.parties", ("lei",), ("party",)),
    ("register.sites", ("authorisation",), ("site",)),
    ("register.connections", ("site",), ("connection",)),
    ("connection_points", ("connection",), ("meter",)),
    ("register.authorisations", ("authorisation",), ("party",)),
    ("exchange_clients", ("person",), ("exchange", "client")),
)
"""Dataset, columns that are known, columns that are then known too; in the order in which they are followed."""

_FOR_EVERYBODY = ("reference_series", "register.approved_assets", "register.approved_providers")
"""Datasets that hold for everybody: all of their rows were looked at."""
_PARTLY = ("register.", "filings")
"""Datasets in which a row belongs to a subject though they have no column for all that it names."""

Reader = Callable[[str, pl.Expr], pl.DataFrame]
"""Gives the rows of a dataset that fit, an empty table without columns where none do."""
Known = Mapping[tuple[str, ...], pl.DataFrame]
"""Identifiers by the columns that hold them."""


def known_of(subject: str, datasets: Sequence[str], rows: Reader) -> Known:
    """What the subject leads to in the datasets, as far as their rows tell; the subject's own identifiers first."""
    known: dict[tuple[str, ...], pl.DataFrame] = {}
    for kind, identifier in subject_identifiers(subject):
        for column in _COLUMNS.get(kind, (kind,)):
            known[(column,)] = pl.DataFrame({column: [identifier]})
    for dataset, given, found in _LEADS:
        if dataset not in datasets or given not in known or found in known:
            continue
        led = rows(dataset, _one_of(known[given]))
        if led.height:
            known[found] = led.select(found).drop_nulls().unique(maintain_order=True)
    return known


def belongs(dataset: str, columns: Sequence[str], subject: str, known: Known) -> pl.Expr | None:
    """Which rows of a dataset belong to the subject; None where it cannot be told from its columns."""
    if dataset in _FOR_EVERYBODY:
        return pl.lit(value=True)
    wanted = [*_by_name(dataset, columns, subject), *_by_lead(columns, subject, known)]
    return pl.any_horizontal(wanted) if wanted else None


def _by_name(dataset: str, columns: Sequence[str], subject: str) -> Iterator[pl.Expr]:
    """Rows that hold every part of the subject."""
    parts = subject_identifiers(subject)
    conditions = []
    for kind, identifier in parts:
        names = [name for name in _COLUMNS.get(kind, (kind,)) if name in columns]
        conditions += [pl.col(names[0]).cast(pl.String) == identifier] if names else []
    if conditions and (len(conditions) == len(parts) or dataset.startswith(_PARTLY)):
        yield pl.all_horizontal(conditions)


def _by_lead(columns: Sequence[str], subject: str, known: Known) -> Iterator[pl.Expr]:
    """Rows that hold something that the subject led to."""
    named = {column for kind, _ in subject_identifiers(subject) for column in _COLUMNS.get(kind, (kind,))}
    for held, identifiers in known.items():
        if set(held) <= set(columns) and not set(held) <= named:
            yield _one_of(identifiers)


def _one_of(identifiers: pl.DataFrame) -> pl.Expr:
    """Whether the columns of a row hold one of the identifiers, all columns of it together."""
    names = identifiers.columns
    if len(names) == 1:
        return pl.col(names[0]).is_in(identifiers[names[0]].implode())
    return pl.any_horizontal(
        pl.all_horizontal(pl.col(name) == value for name, value in zip(names, row, strict=True))
        for row in identifiers.iter_rows()
    )
