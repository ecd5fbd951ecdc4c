"""The token that stands for a person over all filers, in place of the sealed identifier."""

import polars as pl

from rugsat.domain.returns.sheet import Sheet
from rugsat.law.returns.definition import Derivation


def derive(derivation: Derivation, sheet: Sheet) -> pl.Series:
    """Empty where there is no key to make tokens with, as at a licensee's home."""
    sealed = sheet.values[derivation.options["of"]]
    make = sheet.setting.person_token
    return make(sealed) if make else pl.Series([None] * len(sealed), dtype=pl.String)
