"""What every client holds of everything: flows day by day, and an opening balance that they never exhaust."""

import numpy as np

from rugsat.simulation.finance.units import CASH, CENT, COIN, LOTS, MARKET, MONEY, NEVER, Whole


class Ledger:
    """Balances of the clients of one exchange, in units of coins and money; never below nothing."""

    def __init__(self, size: int) -> None:
        shape = (size, CASH + 1)
        self._need = np.zeros(shape, np.int64)
        self._total = np.zeros(shape, np.int64)
        self.flows: list[Whole] = []
        self.locks: list[Whole] = []
        self.opening: Whole = np.zeros(shape, np.int64)

    def post(self, flow: Whole, gone: Whole, locked: Whole) -> None:
        """Enter a day: its flows, what goes out at the most before anything comes in, and what is locked at its end."""
        self._need = np.maximum(self._need, gone - self._total)
        self._total = self._total + flow
        self._need = np.maximum(self._need, locked - self._total)
        self.flows.append(flow)
        self.locks.append(locked)

    def open(self, rng: np.random.Generator, closes: Whole, dollar: int, open_to: Whole) -> None:
        """Settle what everybody held before the first day: what the days need, and savings of those `open_to` them."""
        size = self._need.shape[0]
        shares = np.array([asset.popularity for asset in MARKET])
        shares[[*NEVER]] = 0
        savers = rng.random((size, CASH)) < np.minimum(shares * 1.6, 0.5)
        dollars = np.exp(rng.normal(4.6, 1.5, (size, CASH))) * savers * open_to[:, None]
        worth = closes / 10**MONEY / dollar * 100
        saved = np.rint(dollars / worth * 10**COIN / LOTS).astype(np.int64) * LOTS
        money = np.exp(rng.normal(5.2, 1.4, size)) * (rng.random(size) < 0.7) * open_to
        saved = np.column_stack([saved, np.rint(money * dollar).astype(np.int64) * CENT])
        self.opening = np.maximum(self._need, 0) + saved

    def closings(self) -> list[Whole]:
        """Balances at the end of each day."""
        held, found = self.opening, []
        for flow in self.flows:
            held = held + flow
            found.append(held)
        return found
