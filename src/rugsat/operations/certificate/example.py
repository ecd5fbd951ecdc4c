"""A made-up certificate of an instrument of a jurisdiction, labelled as a demonstration, to begin from."""

from collections.abc import Iterable
from datetime import date

from rugsat.evidence.credentials.certificate import Certificate, CertifiedSite, StatusPosition
from rugsat.kernel.errors import RugsatError
from rugsat.kernel.language import LANGUAGES
from rugsat.law.instrument import Instrument, InstrumentVersion
from rugsat.law.pack import load_jurisdiction

_LABEL = {
    "en": "Made-up certificate, to show the form",
    "ru": "Вымышленное свидетельство, показывающее форму",
    "tk": "Görnüşi görkezmek üçin oýlanyp tapylan şahadatnama",
}


def example_of(jurisdiction: str, *, on: date) -> Certificate:
    """A certificate of the jurisdiction's first instrument for miners that holds on a day."""
    pack = load_jurisdiction(jurisdiction)
    place = pack.rulebook.jurisdiction
    name, version = _mining(pack.rulebook.instruments.values(), jurisdiction, on)
    zone = next(iter(place.zones.values()), {})
    return Certificate(
        number=f"{jurisdiction.upper()}-EXAMPLE-0001",
        jurisdiction=jurisdiction,
        country=place.name,
        languages=tuple(language for language in place.languages if language in LANGUAGES),
        time_zone=place.time_zone,
        instrument=name,
        title=version.title,
        kind=version.kind.value,
        cls=version.classes[0] if version.classes else "*",
        class_title=place.classes[version.classes[0]] if version.classes else {},
        holder="Example Mining",
        party=f"{jurisdiction.upper()}-P-EXAMPLE",
        owners=("First Owner", "Second Owner"),
        licensed_w=5_600_000,
        sites=(CertifiedSite("S-01", "Street 1, Town", zone),),
        issued_on=on,
        since=on,
        issued_by=version.issued_by,
        rests_on=({"en": str(version.citation)},),
        demonstration=_LABEL,
        status=StatusPosition(f"urn:rugsat:{jurisdiction}:status:1", 0),
    )


def _mining(instruments: Iterable[Instrument], jurisdiction: str, on: date) -> tuple[str, InstrumentVersion]:
    for instrument in sorted(instruments, key=lambda each: each.name):
        version = instrument.on(on)
        if version and version.role == "miner":
            return instrument.name, version
    message = f"'{jurisdiction}' has no instrument for miners on {on}; name a later day"
    raise RugsatError(message)
