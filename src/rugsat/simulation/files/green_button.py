"""Meter readings of one connection as a Green Button feed: Atom XML of ESPI 4.0, as a customer would download it."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import polars as pl

GREEN_BUTTON = "greenbutton"
"""A part of this name is one connection's, filed in this syntax."""
_ATOM, _ESPI = "http://www.w3.org/2005/Atom", "http://naesb.org/espi"
_ESTIMATED, _VALID = 8, 0
_READING_TYPE = (
    "<accumulationBehaviour>4</accumulationBehaviour><commodity>1</commodity><flowDirection>1</flowDirection>"
    "<kind>12</kind><powerOfTenMultiplier>0</powerOfTenMultiplier><uom>72</uom>"
)


def write_green_button(path: Path, rows: pl.DataFrame) -> None:
    """Write the readings of one connection; each meter of it is a MeterReading with a block of its own."""
    connection = str(rows["connection"][0])
    point = f"RetailCustomer/1/UsagePoint/{connection}"
    entries = [
        _entry(point, "RetailCustomer/1/UsagePoint", [f"{point}/MeterReading"],
               f'<UsagePoint xmlns="{_ESPI}"><ServiceCategory><kind>0</kind></ServiceCategory></UsagePoint>'),
        _entry("ReadingType/1", "ReadingType", [], f'<ReadingType xmlns="{_ESPI}">{_READING_TYPE}</ReadingType>'),
    ]  # fmt: skip
    for (meter,), of_meter in rows.group_by("meter", maintain_order=True):
        reading = f"{point}/MeterReading/{meter}"
        block = f"{reading}/IntervalBlock"
        entries += [
            _entry(reading, f"{point}/MeterReading", [block, "ReadingType/1"], f'<MeterReading xmlns="{_ESPI}"/>'),
            _entry(f"{block}/1", block, [], _block(of_meter)),
        ]
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="{_ATOM}"><id>{_urn(connection)}</id>'
    path.write_text(f"{head}<title>{escape(connection)}</title>{''.join(entries)}</feed>\n", encoding="utf-8")


def _entry(itself: str, above: str, related: list[str], content: str) -> str:
    links = [("self", itself), ("up", above), *(("related", each) for each in related)]
    said = "".join(f'<link rel="{rel}" href={quoteattr(href)}/>' for rel, href in links)
    return f"<entry><id>{_urn(itself)}</id>{said}<title/><content>{content}</content></entry>\n"


def _block(rows: pl.DataFrame) -> str:
    readings = [
        f"<IntervalReading>{_quality(estimated=estimated)}<timePeriod><duration>{seconds}</duration>"
        f"<start>{_seconds(began)}</start></timePeriod><value>{energy}</value></IntervalReading>"
        for began, seconds, energy, estimated in rows.select(
            "began", "interval_s", "energy_wh", "estimated"
        ).iter_rows()
    ]
    first, last = _seconds(rows["began"][0]), _seconds(rows["began"][-1])
    interval = f"<interval><duration>{last - first}</duration><start>{first}</start></interval>"
    return f'<IntervalBlock xmlns="{_ESPI}">{interval}{"".join(readings)}</IntervalBlock>'


def _quality(*, estimated: bool) -> str:
    return f"<ReadingQuality><quality>{_ESTIMATED if estimated else _VALID}</quality></ReadingQuality>"


def _seconds(moment: datetime) -> int:
    return int(moment.astimezone(UTC).timestamp())


def _urn(text: str) -> str:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"urn:uuid:{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:32]}"
