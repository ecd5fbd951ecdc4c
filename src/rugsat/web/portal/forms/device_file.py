"""Machines as a CSV file: what it holds, and what is wrong with it row by row."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from rugsat.domain.licensing.facts import Device
from rugsat.kernel.language import gettext as _
from rugsat.kernel.record import RecordError, read_record, to_plain

COLUMNS = tuple(field.name for field in fields(Device))
_WHOLE = "nominal_w"
_SHOWN_FAULTS = 100
_FORMULA = tuple("=+-@\t\r")


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that cannot be taken, and why."""

    row: int
    cells: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class DeviceFile:
    """What a file came to: machines, or what is wrong with it."""

    devices: tuple[dict[str, Any], ...] = ()
    refusal: str = ""
    faults: tuple[RowFault, ...] = ()
    more: int = 0
    """Faults beyond those that are shown."""


def read_devices(content: bytes, sites: Iterable[str]) -> DeviceFile:
    """Read a file; every row is judged, and where one is wrong none is taken."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return DeviceFile(refusal=_("The file is no text in UTF-8: save it as CSV in UTF-8."))
    header, *_lines = text.splitlines() or [""]
    rows = csv.reader(io.StringIO(text), delimiter=";" if ";" in header else ",")
    try:
        names = tuple(cell.strip() for cell in next(rows, ()))
        if objection := _objection_to(names):
            return DeviceFile(refusal=objection)
        return _judged(names, list(rows), frozenset(sites))
    except csv.Error as error:
        return DeviceFile(refusal=_("The file is no CSV ({error}): save it as CSV in UTF-8.").format(error=error))


def written(devices: Iterable[Mapping[str, Any]]) -> str:
    """Machines as a file that can be opened in a spreadsheet and sent back."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for each in devices:
        writer.writerow([_harmless("" if each.get(name) is None else str(each[name])) for name in COLUMNS])
    return out.getvalue()


def _objection_to(names: tuple[str, ...]) -> str:
    missing = [name for name in COLUMNS if name not in names and name != "made_on"]
    strange = [name for name in names if name not in COLUMNS]
    if missing or strange or len(set(names)) < len(names):
        return _(
            "The first line must name the columns {columns}, each once: begin with the file of the example."
        ).format(columns=", ".join(COLUMNS))
    return ""


def _judged(names: tuple[str, ...], rows: list[list[str]], sites: frozenset[str]) -> DeviceFile:
    devices, faults, seen = dict[str, dict[str, Any]](), list[RowFault](), set[str]()
    for number, cells in enumerate(rows, 1):
        if not any(cell.strip() for cell in cells):
            continue
        try:
            device = _device(names, cells, sites, seen)
        except ValueError as error:
            faults.append(RowFault(number, tuple(cells), str(error)))
            continue
        devices[device["serial"]] = device
    if not devices and not faults:
        return DeviceFile(refusal=_("The file names no machine: write one in each line."))
    if faults:
        return DeviceFile(faults=tuple(faults[:_SHOWN_FAULTS]), more=max(0, len(faults) - _SHOWN_FAULTS))
    return DeviceFile(tuple(devices.values()))


def _device(names: tuple[str, ...], cells: list[str], sites: frozenset[str], seen: set[str]) -> dict[str, Any]:
    if len(cells) != len(names):
        raise ValueError(
            _("the row has {count} cells, and the first line names {names}").format(count=len(cells), names=len(names))
        )
    said: dict[str, Any] = {name: _plain(cell) for name, cell in zip(names, cells, strict=True)}
    said["made_on"] = _first_day(said.get("made_on", "")) or None
    watts = said[_WHOLE]
    said[_WHOLE] = int(watts) if watts.isascii() and watts.isdecimal() else watts
    try:
        device: dict[str, Any] = to_plain(read_record(Device, said, place=_("machine")))
    except RecordError as error:
        raise ValueError(str(error)) from None
    serial = device["serial"]
    if not serial or len(serial) > 80:
        raise ValueError(_("the serial number is empty or longer than 80 letters"))
    if serial in seen:
        raise ValueError(_("the serial number {serial} stands in the file before").format(serial=serial))
    if device["site"] not in sites:
        raise ValueError(_("there is no site {site} in the application").format(site=device["site"] or "–"))
    seen.add(serial)
    return device


def _first_day(text: str) -> str:
    return f"{text}-01" if len(text) == len("2025-01") else text


def _plain(cell: str) -> str:
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
