"""What coins the energy of a day gives: hashes by the machines registered, blocks by difficulty, coins by reward."""

from dataclasses import dataclass

_JOULES_PER_WH = 3600
_SECONDS_IN_A_DAY = 86_400
_HASHES_PER_DIFFICULTY = 2**32
_HASHES_PER_TH = 10**12
_PPM = 1_000_000


@dataclass(frozen=True, slots=True)
class Yield:
    """What the energy of one day gives: energy of the machines, hashes, blocks, coins; and the pool's blocks."""

    joules: float
    th: float
    blocks: float
    coins: float
    pool_blocks: float | None


def yield_of(kinds: list[dict[str, object]], overhead: float) -> Yield:
    """What a day gives; `kinds` has a row for each kind of machine, all with the day's energy and series."""
    day = kinds[0]
    joules = _number(day["energy_wh"]) * _JOULES_PER_WH / (1 + overhead)
    th = _terahashes(joules, kinds)
    blocks = th * _HASHES_PER_TH / (_number(day["difficulty"]) * _HASHES_PER_DIFFICULTY)
    network, share_ppm = day["network_blocks"], day["pool_share_ppm"]
    known = network is not None and share_ppm is not None
    pool_blocks = _number(network) * _number(share_ppm) / _PPM if known else None
    return Yield(joules, th, blocks, blocks * _number(day["reward"]), pool_blocks)


def _terahashes(joules: float, kinds: list[dict[str, object]]) -> float:
    """Hashes from energy: at the mean of the fleet where all of it ran, else the least efficient machines first.

    Which machines ran is not known; so the expectation is the least that the registered ones can have made of it.
    """
    fleet = [(_number(kind["nominal_w"]), _number(kind["nominal_th_s"]), _number(kind["machines"])) for kind in kinds]
    watts = sum(power * number for power, _, number in fleet)
    th_s = sum(rate * number for _, rate, number in fleet)
    if joules >= watts * _SECONDS_IN_A_DAY:
        return joules * th_s / watts
    made, left = 0.0, joules
    for power, rate, number in sorted(fleet, key=lambda kind: kind[0] / kind[1], reverse=True):
        used = min(left, power * number * _SECONDS_IN_A_DAY)
        made, left = made + used * rate / power, left - used
    return made


def _number(value: object) -> float:
    return float(str(value))


_RATES = ("efficiency_uncertainty", "overhead_allowance", "coins_false_alarm_rate")
