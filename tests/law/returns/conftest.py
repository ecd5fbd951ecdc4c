"""A small form and a small adoption, which the tests change."""

from collections.abc import Callable, Mapping

import pytest

from rugsat.law.returns.definition import ReturnDefinition
from rugsat.law.returns.load import return_definitions

FORM = """\
title: {en: Readings, ru: Показания, tk: Görkezijiler}
standard: ESPI 4.0
description: What was read.
versions:
  - since: 2024-01-01
    in_part: true
    legal_day: began
    keys: [connection, began]
    columns:
      - {name: connection, type: text, meaning: Where}
      - {name: began, type: moment, meaning: When, rules: [within_period]}
      - {name: interval_s, type: integer, unit: second, meaning: How long}
      - name: energy_wh
        type: integer
        unit: Wh
        meaning: How much
        rules:
          - range: {at_least: 0}
      - {name: estimated, type: boolean, meaning: Whether it was guessed}
      - {name: price, type: decimal, unit: stated currency, required: false, meaning: Price}
      - {name: currency, type: text, required: false, meaning: Currency, rules: [currency]}
      - {name: person, type: sealed, required: false, meaning: Who}
      - {name: region, type: text, required: false, meaning: Zone, rules: [{one_of: {values_of: zones}}]}
    rules:
      - required_when: {column: estimated, is: [true], columns: [price]}
    derived:
      - {name: load_w, type: integer, unit: W, meaning: Mean power, rule: power_from_energy, energy: energy_wh,
         seconds: interval_s}
"""

ADOPTION = """\
form: readings
since: 2026-01-01
filed_by: [energy_provider]
calendar:
  every: month
  due: {count: 10, unit: day_of_next_month}
  kind: law
  source: {act: Law 1, article: Art. 2, confidence: P}
"""

Load = Callable[..., tuple[ReturnDefinition, ...]]


@pytest.fixture
def form() -> str:
    return FORM


@pytest.fixture
def adoption() -> str:
    return ADOPTION


@pytest.fixture
def load() -> Load:
    """Load the small form and adoption, with other texts or lists where they are given."""

    def loaded(
        form: str = FORM,
        adoption: str = ADOPTION,
        further: Mapping[str, str] | None = None,
        zones: tuple[str, ...] = (),
    ) -> tuple[ReturnDefinition, ...]:
        files = {"forms/readings.yaml": form, "returns/readings.yaml": adoption, **(further or {})}
        return return_definitions(files, jurisdiction_code="xx", time_zone="Asia/Ashgabat", zones=zones)

    return loaded
