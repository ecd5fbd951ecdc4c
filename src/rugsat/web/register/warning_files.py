"""The warnings as files: the columns of ESMA's register of non-compliant entities, and JSON."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from rugsat.kernel.record import to_plain
from rugsat.law.rulebook import Rulebook
from rugsat.operations.legacy.esma_ncasps import COLUMNS as NCASPS
from rugsat.store.queries.public.warned import Warned
from rugsat.web.register.files import csv_line, esma_day


def esma_ncasps(warnings: Iterable[Warned], law: Rulebook) -> Iterator[str]:
    """Lines of a CSV in ESMA's columns: the office's own warnings, because those of others stand in ESMA's file."""
    yield "\ufeff" + csv_line(NCASPS)
    for warning in warnings:
        if not warning.source:
            told = _esma(warning, law)
            yield csv_line([told[name] for name in NCASPS])


def warnings_json(warnings: Iterable[Warned], on: date) -> Iterator[str]:
    """A JSON document with the day and one object for each warning, whoever gave it."""
    yield f'{{"on": "{on}", "warnings": ['
    for number, warning in enumerate(warnings):
        yield (",\n" if number else "\n") + json.dumps(to_plain(warning), ensure_ascii=False)
    yield "\n]}\n"


def _esma(warning: Warned, law: Rulebook) -> dict[str, Any]:
    instrument = law.instruments.get(warning.instrument)
    version = (instrument.on(warning.since) or instrument.versions[-1]) if instrument else None
    known = warning.recorded_at.astimezone(ZoneInfo(law.jurisdiction.time_zone)).date()
    return dict.fromkeys(NCASPS, "") | {
        "ae_competentAuthority": version.issued_by.get("en", "") if version else "",
        "ae_homeMemberState": law.jurisdiction.code.upper(),
        "ae_lei_name": warning.name,
        "ae_lei": warning.lei,
        "ae_lei_cou_code": warning.country,
        "ae_commercial_name": "|".join(warning.names),
        "ae_website": "|".join(warning.websites),
        # Whether a penalty was imposed for an infringement, which a warning does not say.
        "ae_infrigment": "No",
        "ae_reason": warning.ground,
        "ae_decision_date": esma_day(warning.since),
        "ae_comments": f"{warning.warning}; {warning.basis}: {warning.rests_on}",
        "ae_lastupdate": esma_day(known),
    }
