"""Payouts to wallets that are not declared, and payouts that only look like it."""

from collections.abc import Mapping
from dataclasses import replace

from rugsat.simulation.energy.conduct.case import Case, Conduct, Key
from rugsat.simulation.energy.mines import Payout, Spell
from rugsat.simulation.energy.recruit import Traits
from rugsat.simulation.identities import bitcoin_account

_MILLION = 1_000_000
_FROM_HERE = 0.1
"""Larger shares are taken from every payout, smaller ones from as few as it needs."""


class _Pooled(Conduct):
    traits = Traits(scheme="sure")


class _Unknown(_Pooled):
    """A share of the coins goes to a wallet that nobody declared."""

    def pay(self, case: Case) -> None:
        other, miner = bitcoin_account(case.rng), case.miner
        wanted = int(sum(each.gross for each in miner.payouts) * case.size)
        half = len(miner.payouts) // 2
        order = miner.payouts if case.size >= _FROM_HERE else miner.payouts[half:] + miner.payouts[:half]
        paid: list[Payout] = []
        for each in order:
            part = int(each.gross * case.size) if case.size >= _FROM_HERE else min(each.gross - 2, wanted)
            if part > 1 and wanted > 0:
                wanted -= part
                paid.append(_part(each, part, other))
                _take(each, paid[-1])
                case.on.append(each.day)
        left = [each for each in (*miner.payouts, *paid) if each.gross > each.fee]
        miner.payouts = sorted(left, key=lambda each: (each.day, each.wallet))


class _OutOfTime(_Pooled):
    """The new wallet is paid some days before its declaration takes effect."""

    def equip(self, case: Case) -> None:
        before = min(case.days, max(1, round(case.size)))
        day = max(before, int(case.rng.integers(before, case.days + 1)))
        case.on = list(range(day - before, min(day, case.days)))
        _declare_two(case, day)

    def pay(self, case: Case) -> None:
        for each in case.miner.payouts:
            if each.day in case.on:
                each.wallet = case.miner.wallets[1].value


class _Changed(_Pooled):
    """The old wallet is paid up to its last day, the new one from its first; at which minute may be said."""

    least_days = 2

    def __init__(self, minute: int | None = None) -> None:
        self._minute = minute

    def equip(self, case: Case) -> None:
        _declare_two(case, case.middle())

    def pay(self, case: Case) -> None:
        if self._minute is not None:
            for each in case.miner.payouts:
                each.minute = self._minute


class _OtherLetters(_Pooled):
    """The account is declared with capitals as a check sum, and paid in small letters."""

    def equip(self, case: Case) -> None:
        digits = case.rng.bytes(20).hex()
        mixed = "".join(each.upper() if case.rng.random() < 1 / 2 else each for each in digits)
        case.miner.wallets = [Spell(f"eip155:1:0x{mixed}")]

    def pay(self, case: Case) -> None:
        for each in case.miner.payouts:
            each.wallet = each.wallet.lower()


class _Two(_Pooled):
    """Two wallets are declared, and paid in turn."""

    def equip(self, case: Case) -> None:
        case.miner.wallets.append(Spell(bitcoin_account(case.rng)))

    def pay(self, case: Case) -> None:
        for each in case.miner.payouts:
            each.wallet = case.miner.wallets[each.day % 2].value


class _LikeNames(_Pooled):
    """Two miners of almost the same name work for one pool."""

    pair = True

    def equip(self, case: Case) -> None:
        case.partner.name = f"{case.miner.name} A"
        case.partner.pool = case.miner.pool


def _declare_two(case: Case, day: int) -> None:
    turn = case.day(day)
    case.miner.wallets = [replace(case.miner.wallets[0], until=turn), Spell(bitcoin_account(case.rng), since=turn)]


def _part(whole: Payout, gross: int, wallet: str) -> Payout:
    ppm = gross * _MILLION // whole.gross
    return replace(
        whole, gross=gross, fee=whole.fee * ppm // _MILLION, work_th=whole.work_th * ppm // _MILLION, wallet=wallet
    )


def _take(whole: Payout, part: Payout) -> None:
    whole.gross, whole.fee, whole.work_th = whole.gross - part.gross, whole.fee - part.fee, whole.work_th - part.work_th


_UNKNOWN, _TIME = "wallet_unknown_to_register", "wallet_used_before_or_after_its_time"
CONDUCTS: Mapping[Key, Conduct] = {
    (_UNKNOWN, ""): _Unknown(),
    (_UNKNOWN, "address_written_otherwise"): _OtherLetters(),
    (_UNKNOWN, "two_declared_wallets"): _Two(),
    (_TIME, ""): _OutOfTime(),
    (_TIME, "last_day_of_old_wallet"): _Changed(),
    (_TIME, "paid_near_midnight"): _Changed(10),
    (_TIME, "miners_with_like_names"): _LikeNames(),
}
