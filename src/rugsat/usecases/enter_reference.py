"""Entering what requirements are held against: models of machines, and dwellings from which a distance is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rugsat.kernel.period import Period
from rugsat.kernel.record import read_record
from rugsat.store.bitemporal import Dated, Said, write
from rugsat.store.licensing.models import Dwelling, MachineModel
from rugsat.usecases.call import Done
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@dataclass(frozen=True, slots=True)
class ModelForm:
    """A model of a machine, and who published its figures."""

    model: str
    nominal_w: int
    nominal_th_s: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class DwellingForm:
    """A dwelling, or the nearest corner of a quarter, in WGS 84 degrees."""

    dwelling: str
    latitude: Decimal
    longitude: Decimal
    address: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceForm:
    """What is entered at once."""

    models: tuple[ModelForm, ...] = ()
    dwellings: tuple[DwellingForm, ...] = ()


@use_case
def enter_reference(work: Work, *, says: Mapping[str, object]) -> Done:
    """Enter models and dwellings from today on; what is not named stays as it was."""
    form = read_record(ReferenceForm, says, place="reference")
    period, act = Period(work.on), f"reference/{work.on}"
    tables: tuple[tuple[type[Any], Sequence[Said]], ...] = (
        (MachineModel, [_said(MachineModel, each) for each in form.models]),
        (Dwelling, [_said(Dwelling, each) for each in form.dwellings]),
    )
    for model, said in tables:
        write(model, said, period=period, at=work.at, act=act)
    counts = {"models": len(form.models), "dwellings": len(form.dwellings)}
    work.tell("reference_entered", "reference", {**counts, "by": work.call.by})
    return Done("reference", 1, counts)


def _said(model: type[Dated], form: ModelForm | DwellingForm) -> Said:
    values = {name: getattr(form, name) for name in form.__slots__}
    return Said({name: values.pop(name) for name in model.KEY}, values)
