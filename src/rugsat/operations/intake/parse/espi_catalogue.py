"""What a Green Button (ESPI) feed says of its readings: connection, meter, unit, direction, how they accumulate."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NoReturn

from rugsat.operations.intake.parse.batch import FileRefusedError
from rugsat.operations.intake.parse.xml_stream import Begin, End

ATOM = "http://www.w3.org/2005/Atom"
ESPI = "http://naesb.org/espi"
ENTRY, INTERVAL_BLOCK = f"{ATOM} entry", f"{ESPI} IntervalBlock"

_KINDS = frozenset({"UsagePoint", "MeterReading", "ReadingType", "IntervalBlock"})
_MOST_ENTRIES = 1_000_000
_MOST_KEPT = 64 << 20
_MOST_FIELDS = 64
_LONGEST_HREF = 1_000

# Codes of the ESPI standard: what the energy that a meter counted in an interval must be.
_WATT_HOURS, _FORWARD, _ELECTRICITY = "72", "1", "0"
_MULTIPLIERS = range(-12, 13)
_REQUIRED = {
    "uom": (frozenset({_WATT_HOURS}), "72 (watt-hours)"),
    "flowDirection": (frozenset({_FORWARD}), "1 (forward, taken from the grid)"),
    "accumulationBehaviour": (frozenset({"", "4"}), "4 (energy of the interval itself, not a state of the counter)"),
    "commodity": (frozenset({"", "0", "1", "2"}), "1 (electricity)"),
    "kind": (frozenset({"", "0", "12"}), "12 (energy)"),
}


class ConnectionName(StrEnum):
    """Where a feed names the connection point: in the link of its UsagePoint (last part), its title or its id."""

    LINK = "link"
    TITLE = "title"
    ID = "id"


@dataclass(frozen=True, slots=True)
class Meter:
    """What all readings of a block share."""

    connection: str
    meter: str
    per_unit: Decimal
    """Watt-hours that a value of 1 stands for."""
    quality: str
    """The quality code of readings that have none of their own; empty where nothing is said."""


@dataclass(slots=True)
class _Entry:
    kind: str = ""
    id: str = ""
    title: str = ""
    links: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        return next(iter(self.links["self"]), "")

    @property
    def size(self) -> int:
        """About how many characters are kept of it."""
        kept = len(self.above) if self.kind == "IntervalBlock" else 0
        if self.kind in {"UsagePoint", "MeterReading", "ReadingType"}:
            kept = sum(map(len, self.fields.values())) + sum(
                len(href) for hrefs in self.links.values() for href in hrefs
            )
        return kept + len(self.id) + len(self.title)

    @property
    def above(self) -> str:
        """The link of the entry that this one belongs to."""
        return next(iter(self.links["up"]), "").removesuffix(f"/{self.kind}")


class Catalogue:
    """The entries of a feed other than its readings, and what the readings of each entry mean."""

    def __init__(self, events: Iterable[Begin | End], *, file: str, connection_in: ConnectionName) -> None:
        self._file, self._connection_in = file, connection_in
        self._entries: dict[str, dict[str, _Entry]] = {kind: {} for kind in _KINDS}
        self._blocks: list[str] = []
        """For every entry of the feed the link of the meter reading that its blocks belong to."""
        self._meters: dict[str, Meter] = {}
        self._kept = 0
        for entry in _entries(events, file):
            self._take(entry)
        self._refuse_what_is_no_feed_of_readings()

    def meter_of(self, entry: int) -> Meter:
        """What the readings in an entry mean, the first entry of the feed being 0, and -1 none."""
        place = self._blocks[entry] if entry >= 0 else ""
        if place not in self._meters:
            self._meters[place] = self._resolved(place)
        return self._meters[place]

    def _take(self, entry: _Entry) -> None:
        self._blocks.append(entry.above if entry.kind == "IntervalBlock" else "")
        self._kept += entry.size
        if len(self._blocks) > _MOST_ENTRIES or self._kept > _MOST_KEPT:
            self._refuse(f"it has more than {_MOST_ENTRIES} entries, or very long ones; file it in parts")
        if entry.kind in {"UsagePoint", "MeterReading", "ReadingType"}:
            known = self._entries[entry.kind]
            if not entry.place or entry.place in known:
                self._refuse(f"two entries of {entry.kind}, or one without a link of its own, say {entry.place!r}")
            known[entry.place] = entry

    def _refuse_what_is_no_feed_of_readings(self) -> None:
        for kind in ("UsagePoint", "MeterReading", "ReadingType"):
            if not self._entries[kind]:
                self._refuse(
                    f"no {kind} is in it; a Green Button file has entries of UsagePoint, MeterReading, "
                    "ReadingType and IntervalBlock"
                )
        names = [self._connection(point) for point in self._entries["UsagePoint"].values()]
        if "" in names or len(set(names)) < len(names):
            self._refuse(f"the {self._connection_in} of its UsagePoints does not name each connection point once")

    def _resolved(self, place: str) -> Meter:
        reading = self._entries["MeterReading"].get(place)
        if reading is None:
            self._refuse(f"a block of readings belongs to {place!r}, which is no MeterReading of the file")
        point = self._entries["UsagePoint"].get(reading.above)
        if point is None:
            self._refuse(f"MeterReading {place!r} belongs to {reading.above!r}, which is no UsagePoint of the file")
        if (kind := point.fields.get("ServiceCategory/kind", _ELECTRICITY)) != _ELECTRICITY:
            self._refuse(f"UsagePoint {point.place!r} has service kind {kind!r}; only 0 (electricity) is taken")
        types = [self._entries["ReadingType"][link] for link in reading.links["related"] if self._is_type(link)]
        if len(types) != 1:
            self._refuse(f"MeterReading {place!r} is linked to {len(types)} ReadingTypes of the file; link it to one")
        meter, per_unit = place.rpartition("/")[2], self._per_unit(types[0])
        return Meter(self._connection(point), meter, per_unit, types[0].fields.get("defaultQuality", ""))

    def _is_type(self, link: str) -> bool:
        return link in self._entries["ReadingType"]

    def _per_unit(self, kind: _Entry) -> Decimal:
        for name, (allowed, meant) in _REQUIRED.items():
            if (value := kind.fields.get(name, "")) not in allowed:
                self._refuse(f"ReadingType {kind.place!r} has {name} {value!r}; only {meant} is taken")
        multiplier = kind.fields.get("powerOfTenMultiplier") or "0"
        if multiplier not in map(str, _MULTIPLIERS):
            self._refuse(f"ReadingType {kind.place!r} has powerOfTenMultiplier {multiplier!r}; write -12 to 12")
        return Decimal(1).scaleb(int(multiplier))

    def _connection(self, point: _Entry) -> str:
        if self._connection_in is ConnectionName.LINK:
            return point.place.rpartition("/")[2]
        return point.title if self._connection_in is ConnectionName.TITLE else point.id

    def _refuse(self, reason: str) -> NoReturn:
        raise FileRefusedError(reason, file=self._file)


def _entries(events: Iterable[Begin | End], file: str) -> Iterable[_Entry]:
    """The entries of a feed without their readings."""
    entry: _Entry | None = None
    path: list[str] = []
    for event in events:
        namespace, _, local = event.name.rpartition(" ")
        if isinstance(event, Begin):
            path.append(local)
            if event.name == ENTRY and entry is not None:
                message = "an entry of the feed stands inside another one; write them one after the other"
                raise FileRefusedError(message, file=file)
            if event.name == ENTRY:
                entry, path = _Entry(), []
            elif entry is not None:
                _begin(entry, namespace, local, event.attributes)
            continue
        if event.name == ENTRY and entry is not None:
            yield entry
            entry = None
        elif entry is not None and path:
            _end(entry, namespace, path, event.text.strip())
            path.pop()


def _begin(entry: _Entry, namespace: str, local: str, attributes: dict[str, str]) -> None:
    if namespace == ESPI and local in _KINDS and not entry.kind:
        entry.kind = local
    elif namespace == ATOM and local == "link":
        links = entry.links[attributes.get("rel", "")[:20]]
        if len(links) < _MOST_FIELDS:
            links.append(attributes.get("href", "")[:_LONGEST_HREF].rstrip("/"))


def _end(entry: _Entry, namespace: str, path: list[str], text: str) -> None:
    if namespace == ATOM and len(path) == 1 and path[0] in {"id", "title"}:
        setattr(entry, path[0], text[:_LONGEST_HREF])
    elif namespace == ESPI and entry.kind not in {"", "IntervalBlock"} and len(entry.fields) < _MOST_FIELDS:
        inner = "/".join(path[path.index(entry.kind) + 1 :]) if entry.kind in path else ""
        if inner:
            entry.fields[inner] = text[:_LONGEST_HREF]
