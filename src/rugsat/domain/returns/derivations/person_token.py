"""The token that stands for a person over all filers, in place of the sealed identifier."""

import polars as pl

from rugsat.domain.returns.sheet import Sheet
from rugsat.law.returns.definition import Derivation


def derive(derivation: Derivation, sheet: Sheet) -> pl.Series:
    """Empty where there is no key to make tokens with, as at a licensee's home."""
    tokens = sheet.values[derivation.options["of"]]
    return tokens if sheet.setting.person_tokens else pl.repeat(None, len(tokens), dtype=pl.String, eager=True)
