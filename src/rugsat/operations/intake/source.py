"""A filed file as pieces that can be parsed at the same time, whatever its syntax."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path

import polars as pl

from rugsat.law.returns.definition import ReturnDefinition
from rugsat.operations.intake import parse
from rugsat.operations.intake.parse import csv
from rugsat.operations.intake.parse.batch import ROW, Batch, Header, Parser
from rugsat.operations.intake.parse.csv_records import Numbers
from rugsat.operations.intake.parse.limits import Limits
from rugsat.operations.intake.parse.sniff import Syntax, sniff

Piece = Callable[[], Batch]
Pick = Callable[[Numbers], pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Source:
    """A file, the header that it should have, and the limits."""

    path: Path
    header: Header
    limits: Limits

    @classmethod
    def of(cls, path: Path, definition: ReturnDefinition, limits: Limits) -> "Source":
        """The file as a return of this definition."""
        names = tuple(column.name for column in definition.columns)
        required = frozenset(column.name for column in definition.columns if column.required)
        return cls(path, Header(names, required), limits)

    def pieces(self) -> Iterator[Piece]:
        """The pieces of the file in order; FileRefusedError where it cannot be read, at once or on the way."""
        syntax = sniff(self.path, limits=self.limits).syntax
        if syntax is Syntax.CSV:
            yield from csv.pieces(self.path, header=self.header, limits=self.limits)
            return
        read: Parser = import_module(f"{parse.__name__}.{syntax.name.lower()}").read
        for batch in read(self.path, header=self.header, limits=self.limits):
            yield partial(_itself, batch)

    def again(self, seen: Sequence[csv.PieceAgain | None]) -> Iterator[Pick]:
        """What gives chosen rows of each piece once more; places that pieces remembered spare reading all of it."""
        known = [piece.only for piece in seen if piece is not None]
        if len(known) == len(seen):
            yield from known
        else:
            yield from (partial(_only, piece) for piece in self.pieces())


def _only(piece: Piece, rows: Numbers) -> pl.DataFrame:
    return piece().rows.filter(pl.col(ROW).is_in(pl.Series(rows).implode()))


def _itself(batch: Batch) -> Batch:
    return batch
