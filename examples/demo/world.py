"""Who and what the demonstration is about: made-up firms, real machines."""

from dataclasses import dataclass
from datetime import timedelta, timezone
from pathlib import Path

HERE = Path(__file__).parent
DATA = HERE / "data"
GREEN_BUTTON = HERE.parents[1] / "tests" / "data" / "greenbutton"

BITCOIN, ETHER = "V15WLZJMF", "X9J9K872S"
ASHGABAT = timezone(timedelta(hours=5))
PROVIDER = "mary-energo"
OVERHEAD = 1.06
FEES_PER_BLOCK = 0.025
SUBSIDY = 3.125


@dataclass(frozen=True)
class Miner:
    """A made-up miner with machines of a real model."""

    party: str
    name: str
    kind: str
    authorisation: str
    cls: str
    model: str
    machines: int
    licensed_w: int
    scheme: str

    @property
    def connection(self) -> str:
        return f"{self.authorisation}-C1"

    @property
    def site(self) -> str:
        return f"{self.authorisation}-S1"


MINERS = (
    Miner(
        "altyn",
        "Altyn Hasaplama HJ",
        "legal_entity",
        "TM-MIN-0001",
        "industrial",
        "Antminer S21",
        300,
        1_200_000,
        "fpps",
    ),
    Miner(
        "kumush", "Kümüş Telekeçi", "entrepreneur", "TM-MIN-0002", "private", "Antminer S19 XP", 100, 340_000, "fpps"
    ),
)


@dataclass(frozen=True)
class Exchange:
    """A made-up exchange; its LEI has right check digits and belongs to nobody."""

    party: str
    name: str
    stem: str

    @property
    def lei(self) -> str:
        return with_lei_check(self.stem)


EXCHANGES = (
    Exchange("paytagt-birzha", "Paýtagt Birža HJ", "984500DEM0PAYTAGTB"),
    Exchange("amul-exchange", "Amul Exchange HJ", "984500DEM0AMU1EXCH"),
)


def with_lei_check(stem: str) -> str:
    """Add the two check digits of ISO 17442 to eighteen characters."""
    number = int("".join(str(int(character, 36)) for character in stem + "00"))
    return f"{stem}{98 - number % 97:02d}"
