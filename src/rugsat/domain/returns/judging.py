"""The judgement of a batch: every rule on every row, the faults named, the good rows as they will be kept."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from rugsat.domain.returns.fault import FAULTS, ROW, faults_where
from rugsat.domain.returns.judge import Judge
from rugsat.domain.returns.kept import kept_rows
from rugsat.domain.returns.reading import NUMBERS, read_column
from rugsat.domain.returns.rulebook import judges_of
from rugsat.domain.returns.rules.unique import Hashes, key_hashes
from rugsat.domain.returns.setting import Setting
from rugsat.domain.returns.sheet import Sheet, Values
from rugsat.law.returns.definition import Rule

UNIQUE = "unique"


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a batch."""

    rows: int
    faults: pl.DataFrame
    bad_rows: pl.Series
    """Rows with a fault, each once."""
    good: pl.DataFrame | None
    """The good rows, typed and with what is derived, but without sender and filing; None where nobody wants them."""
    hashes: tuple[Hashes, ...]
    """For each unique rule of the return, the hashes of the keys."""


class Panel:
    """The judges of a return, ready for batch after batch; batches may be judged at the same time."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        columns = setting.definition.columns
        self._numbers = {column.name: NUMBERS[column.type] for column in columns if column.type in NUMBERS}
        self.judges: Sequence[Judge] = judges_of(setting)
        self.unique_rules: tuple[Rule, ...] = tuple(judge.rule for judge in self.judges if judge.rule.kind == UNIQUE)

    @property
    def checked(self) -> tuple[Judge, ...]:
        """The judges that have what they need."""
        return tuple(judge for judge in self.judges if judge.bad is not None)

    @property
    def not_checked(self) -> tuple[Judge, ...]:
        """The judges that lack something, and say what."""
        return tuple(judge for judge in self.judges if judge.bad is None)

    def judge(self, texts: pl.DataFrame, *, keep: bool) -> Judged:
        """Judge rows of text columns and `row`; an optional column that was not filed is empty."""
        sheet, faults = self.sheet(texts)
        for judge in self.checked:
            if judge.rule.kind != UNIQUE and (found := judge.faults(sheet)) is not None:
                faults.append(found)
        named = pl.concat([pl.DataFrame(schema=FAULTS), *faults]).sort(ROW, maintain_order=True)
        bad_rows = named[ROW].unique()
        hashes = tuple(key_hashes(rule, sheet) for rule in self.unique_rules)
        good = kept_rows(sheet, without=bad_rows) if keep else None
        return Judged(texts.height, named, bad_rows, good, hashes)

    def keys(self, texts: pl.DataFrame, rule: Rule) -> tuple[pl.DataFrame, pl.Series]:
        """The keys of a unique rule with `row`, and how a fault shows them, for rows that are seen a second time."""
        names = rule.columns
        columns = [column for column in self.setting.definition.columns if column.name in names]
        values = {column.name: read_column(column, texts[column.name], self.setting).values for column in columns}
        sheet = Sheet(texts, Values(values, self._numbers), self.setting)
        return sheet.frame(names).with_columns(sheet.rows.alias(ROW)), sheet.shown(names)

    def sheet(self, texts: pl.DataFrame) -> tuple[Sheet, list[pl.DataFrame]]:
        """Read the texts as values; give the faults of those that cannot be read."""
        definition = self.setting.definition
        missing = [column.name for column in definition.columns if column.name not in texts.columns]
        texts = texts.with_columns(pl.lit(None, pl.String).alias(name) for name in missing)
        values, faults = {}, []
        for column in definition.columns:
            reading = read_column(column, texts[column.name], self.setting)
            values[column.name] = reading.values
            for refusal in reading.refused:
                rule = f"{column.name}.{refusal.rule}"
                found = faults_where(
                    refusal.bad,
                    rows=texts[ROW],
                    values=texts[column.name],
                    field=column.name,
                    rule=rule,
                    expected=refusal.expected,
                )
                faults.append(found)
        return Sheet(texts, Values(values, self._numbers), self.setting), faults
