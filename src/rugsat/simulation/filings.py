"""The post office of the country: every return is written as its sender would file it, on the day it was sent."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from rugsat.kernel.period import ReportingPeriod
from rugsat.law.adopted import definitions_in
from rugsat.law.due import due_day
from rugsat.law.pack import RulePack
from rugsat.law.returns.definition import ReturnDefinition
from rugsat.law.returns.load import definition_on
from rugsat.simulation.files.syntax import ending_of, write_rows
from rugsat.simulation.plan import Plan
from rugsat.simulation.streams import stream

_ADDED_BY_US = "_period"


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was sent, and when it came in."""

    received: date
    sender: str
    return_name: str
    period: str
    part: str
    kind: str
    path: Path
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Debt:
    """A return that a party owes for a period."""

    party: str
    return_name: str
    period: ReportingPeriod


class Filings:
    """Where actors hand in their returns; knows the calendar of each return in the jurisdiction."""

    def __init__(self, plan: Plan, pack: RulePack, folder: Path) -> None:
        self.sent: list[Sent] = []
        self._plan, self._pack, self._folder = plan, pack, folder
        self._calendar = pack.rulebook.calendar
        self._expected: set[tuple[str, str]] = set()
        self._extra_debts: set[Debt] = set()

    def definition(self, return_name: str) -> ReturnDefinition | None:
        """The form of a return when the country begins; None where the jurisdiction has not adopted it."""
        known = {each.name for each in definitions_in(self._pack)}
        return (
            definition_on(definitions_in(self._pack), return_name, self._plan.since) if return_name in known else None
        )

    def expect(self, sender: str, return_name: str) -> None:
        """The sender owes the return for every period of the country; where it hands in nothing, it files nil."""
        self._expected.add((sender, return_name))

    def owe(self, party: str, return_name: str, period: str) -> None:
        """The party owes one return that nobody hands in."""
        self._extra_debts.add(Debt(party, return_name, ReportingPeriod.parse(period)))

    def submit(  # noqa: PLR0913 - what is said on the cover of a filing
        self,
        sender: str,
        return_name: str,
        rows: pl.DataFrame,
        *,
        day: str,
        part: str = "",
        kind: str = "original",
        received: date | None = None,
    ) -> list[Sent]:
        """File rows by the periods of the return that their local day falls into; `day` names a column of dates.

        Columns that the return does not have are dropped. Moments are Datetime in UTC, exact numbers Decimal or text,
        never floats. A part says that the period comes in several files, one for each part. `received` is the day on
        which the file comes in; where left out, a day in time: after the period, or after the last day of a part.
        """
        definition = self.definition(return_name)
        if definition is None or rows.height == 0:
            return []
        every = "month" if definition.calendar.every == "event" else definition.calendar.every
        codes = rows.select(pl.col(day).unique().sort()).with_columns(_code(pl.col(day), every).alias(_ADDED_BY_US))
        # Of a hundred million rows with one day the code is not worked out row by row.
        one = codes[_ADDED_BY_US][0] if codes[_ADDED_BY_US].n_unique() == 1 else None
        coded = rows.with_columns(pl.lit(one).alias(_ADDED_BY_US)) if one else rows.join(codes, on=day, how="left")
        pieces = [((one,), coded)] if one else coded.group_by(_ADDED_BY_US, maintain_order=True)
        names = [column.name for column in definition.columns if column.name in rows.columns]
        found = []
        for (code,), of_period in pieces:
            last = of_period[day].max()
            assert isinstance(last, date)
            period = ReportingPeriod.parse(str(code))
            on = received or self._in_time(
                sender, definition, period, after=last if part else period.until - timedelta(days=1)
            )
            found.append(
                self._write(sender, definition, of_period.select(names), period=period, part=part, kind=kind, on=on)
            )
        return found

    def due(self, return_name: str, period: ReportingPeriod) -> date | None:
        """The last day on which a return for a period is in time; None where the law sets none."""
        definition = self.definition(return_name)
        if definition is None or definition.calendar.due is None:
            return None
        last = period.until - timedelta(days=1)
        return due_day(period_end=last, due=definition.calendar.due, calendar=self._calendar)

    def close(self) -> None:
        """File nil for every expected period for which nothing was handed in."""
        filed = {(sent.sender, sent.return_name, sent.period) for sent in self.sent}
        for sender, return_name in sorted(self._expected):
            definition = self.definition(return_name)
            for period in self._periods(definition) if definition else ():
                if (sender, return_name, period.code) not in filed and definition:
                    on = self._in_time(sender, definition, period, after=period.until - timedelta(days=1))
                    self._nil(sender, definition, period, on)

    def debts(self) -> list[Debt]:
        """Who owes what: everything that was filed or expected, and what nobody handed in."""
        filed = {Debt(sent.sender, sent.return_name, ReportingPeriod.parse(sent.period)) for sent in self.sent}
        return sorted(filed | self._extra_debts, key=lambda each: (each.party, each.return_name, each.period.code))

    def postpone(self, sent: Sent, on: date) -> None:
        """Let a file that was handed in come in on another day."""
        path = self._path(on, sent.sender, sent.path.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        (self._folder / sent.path).rename(path)
        self.sent[self.sent.index(sent)] = replace(sent, received=on, path=path.relative_to(self._folder))

    def withhold(self, sent: Sent) -> None:
        """Let a file never come in; it is owed all the same."""
        (self._folder / sent.path).unlink()
        self.sent.remove(sent)
        self.owe(sent.sender, sent.return_name, sent.period)

    def read(self, sent: Sent) -> bytes:
        """The bytes of a file."""
        return (self._folder / sent.path).read_bytes()

    def overwrite(self, sent: Sent, content: bytes) -> None:
        """Put other bytes in the place of a file."""
        (self._folder / sent.path).write_bytes(content)
        again = replace(sent, sha256=hashlib.sha256(content).hexdigest())
        self.sent[self.sent.index(sent)] = again

    def send_again(self, sent: Sent, *, on: date, kind: str, content: bytes) -> None:
        """Send bytes once more in the syntax of a file, for its period, on another day."""
        ending = sent.path.name.removeprefix(
            _name(sent.sender, sent.return_name, sent.period, sent.kind, sent.part, "")
        )
        path = self._path(on, sent.sender, _name(sent.sender, sent.return_name, sent.period, kind, sent.part, ending))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        period = ReportingPeriod.parse(sent.period)
        self._note(sent.sender, sent.return_name, period, kind, sent.part, path, sent.rows, on)

    def write_list(self, folder: Path) -> None:
        """Write filings.csv: every file with its sender, day, rows and digest."""
        rows = [
            {"received": each.received, "sender": each.sender, "return": each.return_name, "period": each.period,
             "part": each.part, "kind": each.kind, "file": each.path.as_posix(), "rows": each.rows,
             "sha256": each.sha256}
            for each in sorted(self.sent, key=lambda each: each.path.as_posix())
        ]  # fmt: skip
        pl.DataFrame(rows, infer_schema_length=None).write_csv(folder / "filings.csv")

    def _periods(self, definition: ReturnDefinition) -> list[ReportingPeriod]:
        """The periods of a return that are over when the country ends."""
        codes = pl.DataFrame({"day": list(self._plan.on)}).select(_code(pl.col("day"), definition.calendar.every))
        periods = [ReportingPeriod.parse(code) for code in codes.to_series().unique(maintain_order=True)]
        return [period for period in periods if period.since >= self._plan.since and period.until <= self._plan.until]

    def _in_time(self, sender: str, definition: ReturnDefinition, period: ReportingPeriod, *, after: date) -> date:
        due = self.due(definition.name, period) or after + timedelta(days=5)
        room = max(0, (due - after).days - 1)
        draw = stream(self._plan.seed, "received", sender, definition.name, period.code).integers(0, room + 1)
        return after + timedelta(days=1 + (0 if after < period.until - timedelta(days=1) else int(draw)))

    def _write(  # noqa: PLR0913 - as on the cover of the filing
        self,
        sender: str,
        definition: ReturnDefinition,
        rows: pl.DataFrame,
        *,
        period: ReportingPeriod,
        part: str,
        kind: str,
        on: date,
    ) -> Sent:
        ending = ending_of(self._plan.seed, sender, definition.name, rows.height, part=part)
        name = _name(sender, definition.name, period.code, kind, part, ending)
        path = self._path(on, sender, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_rows(path, rows, seed=self._plan.seed, sender=sender, return_name=definition.name)
        return self._note(sender, definition.name, period, kind, part, path, rows.height, on)

    def _nil(self, sender: str, definition: ReturnDefinition, period: ReportingPeriod, on: date) -> None:
        path = self._path(on, sender, _name(sender, definition.name, period.code, "nil", "", "csv"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        self._note(sender, definition.name, period, "nil", "", path, 0, on)

    def _note(  # noqa: PLR0913, PLR0917 - a line of the list
        self,
        sender: str,
        return_name: str,
        period: ReportingPeriod,
        kind: str,
        part: str,
        path: Path,
        rows: int,
        on: date,
    ) -> Sent:
        relative = path.relative_to(self._folder)
        sent = Sent(on, sender, return_name, period.code, part, kind, relative, rows, _digest(path))
        self.sent.append(sent)
        return sent

    def _path(self, on: date, sender: str, name: str) -> Path:
        return self._folder / "filings" / on.isoformat() / sender / name


def _name(*words: str) -> str:
    sender, return_name, period, kind, part, ending = words
    said = [sender, return_name, period, *([kind] if kind != "original" else []), *([part] if part else []), ending]
    return ".".join(said)


def _code(day: pl.Expr, every: str) -> pl.Expr:
    """The code of the period that a day falls into."""
    if every == "day":
        return day.dt.strftime("%Y-%m-%d")
    if every == "month":
        return day.dt.strftime("%Y-%m")
    if every == "quarter":
        return pl.concat_str([day.dt.strftime("%Y"), pl.lit("-Q"), day.dt.quarter().cast(pl.String)])
    return day.dt.strftime("%Y")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
