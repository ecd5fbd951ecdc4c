"""Green Button (ESPI 4.0, NAESB REQ.21) Atom XML in, batches of meter readings out, in whole watt-hours."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from rugsat.operations.intake.parse.batch import Batch, FileRefusedError, Header
from rugsat.operations.intake.parse.container import UnpackedFile, open_unpacked
from rugsat.operations.intake.parse.espi_catalogue import ATOM, ENTRY, ESPI, Catalogue, ConnectionName, Meter
from rugsat.operations.intake.parse.gather import Gatherer
from rugsat.operations.intake.parse.limits import Limits
from rugsat.operations.intake.parse.xml_stream import Begin, End, elements

COLUMNS = ("connection", "meter", "began", "interval_s", "energy_wh", "estimated")
"""The columns that a Green Button file fills, those of the return on meter readings."""

_READING, _QUALITY = f"{ESPI} IntervalReading", f"{ESPI} ReadingQuality"
_TEXTS = frozenset({f"{ESPI} start", f"{ESPI} duration", f"{ESPI} value", f"{ESPI} quality"})
_INTEGER = re.compile(r"-?[0-9]{1,18}")
_LAST_SECOND = 253_402_300_799  # 9999-12-31T23:59:59Z
_MOST_QUALITIES = 16

# QualityOfReading of ESPI 4.0. What was estimated, edited by hand, calculated or doubted is not what the meter counted.
_MEASURED = frozenset({"0", "14", "17", "18", "19"})
_ESTIMATED = frozenset({"7", "8", "9", "10", "11", "12", "13", "15"})


def read(
    path: Path, *, header: Header, limits: Limits, connection_in: ConnectionName = ConnectionName.LINK
) -> Iterator[Batch]:
    """Read the interval readings of a Green Button feed; the n-th IntervalReading of the file is row n.

    The file is read twice, since a feed may explain its readings behind them. The connection is the last part of the
    UsagePoint's own link (or its title or id), the meter the last part of the MeterReading's. A start is seconds since
    1970 in UTC. Another unit than watt-hours, another direction than from the grid and any other document are refused.
    """
    if not set(COLUMNS) <= set(header.known):
        message = "Green Button is taken for meter readings only; file this return as CSV, NDJSON, Parquet or XLSX"
        raise FileRefusedError(message, file=path.name, status="INCF")
    header.check(COLUMNS, file=path.name, limits=limits)
    with open_unpacked(path, limits=limits) as file:
        catalogue = Catalogue(_events(file, path), file=path.name, connection_in=connection_in)
    with open_unpacked(path, limits=limits) as file:
        yield from _batches(file, path, catalogue, limits)


def _events(file: UnpackedFile, path: Path) -> Iterator[Begin | End]:
    return elements(file, file=path.name, root=_reason_against)


def _reason_against(root: str) -> str:
    if root == f"{ATOM} feed":
        return ""
    name = root.rpartition(" ")[2][:60]
    return f"its root element is '{name}'; expected was a Green Button file, an Atom 'feed' of ESPI entries ({ATOM})"


def _batches(file: UnpackedFile, path: Path, catalogue: Catalogue, limits: Limits) -> Iterator[Batch]:
    gatherer = Gatherer(COLUMNS, limits=limits)
    row = 0
    for entry, reading in _readings(_events(file, path)):
        row += 1
        if row > limits.rows:
            message = f"the file has more than {limits.rows} readings; file it in parts"
            raise FileRefusedError(message, file=path.name)
        _gather(row, reading, catalogue.meter_of(entry), gatherer)
        if gatherer.full:
            yield gatherer.batch(bytes_read=file.bytes_read)
    if not row:
        message = "no IntervalReading is in it; a Green Button file has readings in entries of IntervalBlock"
        raise FileRefusedError(message, file=path.name)
    yield gatherer.batch(bytes_read=file.bytes_read)


_Reading = dict[str, list[str]]


def _readings(events: Iterator[Begin | End]) -> Iterator[tuple[int, _Reading]]:
    """Every reading with the number of the entry that it stands in, -1 where it stands in none."""
    entry, inside = -1, False
    reading: _Reading | None = None
    for event in events:
        if isinstance(event, Begin):
            if event.name == ENTRY:
                entry, inside = entry + 1, True
            elif event.name == _READING:
                reading = {}
        elif event.name == _READING:
            if reading is not None:
                yield entry if inside else -1, reading
            reading = None
        elif event.name == ENTRY:
            inside = False
        elif reading is not None and event.name in _TEXTS:
            found = reading.setdefault(event.name.rpartition(" ")[2], [])
            if len(found) < _MOST_QUALITIES:
                found.append(event.text.strip()[:120])


def _gather(row: int, reading: _Reading, meter: Meter, gatherer: Gatherer) -> None:
    began = _moment(_only(reading, "start"))
    duration = _only(reading, "duration")
    energy = _energy(_only(reading, "value"), meter.per_unit)
    qualities = reading.get("quality") or [meter.quality]
    if began is None:
        expected = "one timePeriod/start in seconds since 1970, UTC"
        gatherer.fault(row, field="began", value=_shown(reading, "start"), rule="espi", expected=expected)
    elif not _INTEGER.fullmatch(duration):
        expected = "one timePeriod/duration in seconds"
        gatherer.fault(row, field="interval_s", value=_shown(reading, "duration"), rule="espi", expected=expected)
    elif energy is None:
        expected = f"one whole value that is whole watt-hours when multiplied by {meter.per_unit}"
        gatherer.fault(row, field="energy_wh", value=_shown(reading, "value"), rule="espi", expected=expected)
    elif unknown := [code for code in qualities if code and code not in _MEASURED | _ESTIMATED]:
        expected = "a quality that says whether the value was measured: 0, 7 to 15, 17, 18 or 19"
        gatherer.fault(row, field="estimated", value=unknown[0], rule="espi", expected=expected)
    else:
        estimated = "true" if _ESTIMATED.intersection(qualities) else "false"
        gatherer.add(row, (meter.connection, meter.meter, began, duration, energy, estimated), 200)


def _only(reading: _Reading, name: str) -> str:
    found = reading.get(name, [])
    return found[0] if len(found) == 1 else ""


def _shown(reading: _Reading, name: str) -> str | None:
    return ", ".join(reading[name])[:120] if name in reading else None


def _moment(text: str) -> str | None:
    if not _INTEGER.fullmatch(text) or not 0 <= int(text) <= _LAST_SECOND:
        return None
    return datetime.fromtimestamp(int(text), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _energy(text: str, per_unit: Decimal) -> str | None:
    if not _INTEGER.fullmatch(text):
        return None
    energy = int(text) * per_unit
    return str(int(energy)) if energy == energy.to_integral_value() else None
