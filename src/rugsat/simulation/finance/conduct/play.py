"""All stories of the finance side, told in order: offences first, then what is innocent."""

from collections.abc import Mapping

from rugsat.simulation.catalogue import catalogue
from rugsat.simulation.finance.conduct import (
    abuse,
    assets,
    bank_legs,
    custody,
    identification,
    laundering,
    leverage,
    outflow,
    records,
)
from rugsat.simulation.finance.conduct.stage import Player, Stage

_FAMILIES = (assets, outflow, leverage, bank_legs, custody, identification, records, abuse, laundering)
OFFENCES: Mapping[str, Player] = {name: player for family in _FAMILIES for name, player in family.OFFENCES.items()}
LOOK_ALIKES: Mapping[str, Player] = {
    name: player for family in _FAMILIES for name, player in family.LOOK_ALIKES.items()
}


def play(stage: Stage) -> None:
    """Tell the exchanges what will happen; an offence against what the law leaves open is none, and left out."""
    for name, player in OFFENCES.items():
        if stage.can_be_broken(catalogue()[name].check):
            for case in stage.cases(name):
                player(stage, case)
    for name, player in LOOK_ALIKES.items():
        offence, word = name.split("/")
        if stage.can_be_broken(catalogue()[offence].check):
            for case in stage.innocents(offence, word):
                player(stage, case)
