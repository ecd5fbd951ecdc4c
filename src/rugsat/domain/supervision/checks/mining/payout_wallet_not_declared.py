"""Is a miner paid to a wallet that it has not declared?"""

from datetime import date

import polars as pl

from rugsat.domain.supervision.check import check
from rugsat.domain.supervision.limits import in_force
from rugsat.domain.supervision.violations import RAW
from rugsat.evidence.frames.dated_join import dated_anti_join, dated_join
from rugsat.evidence.frames.frame import Frame

_PAYOUT = ["authorisation", "party", "pool", "payout", "legal_day", "asset", "amount", "wallet"]
_LOCATOR = ["sender", "filing", "row"]


def judge(rows: pl.DataFrame, law: pl.DataFrame, on: date) -> pl.DataFrame:
    """Drop what was paid to a declared wallet in another spelling; of a payout that was filed twice keep one row."""
    kept = []
    for key, lines in rows.sort(*_LOCATOR, nulls_last=True).group_by(_PAYOUT[:4], maintain_order=True):
        first = lines.row(0, named=True)
        declared = {
            _folded(str(row["declared"]))
            for row in lines.filter(pl.col("declared").is_not_null()).iter_rows(named=True)
            if row["since"] <= row["legal_day"] < row["until"]
        }
        paid = {_folded(str(wallet)) for wallet in lines["wallet"]}
        if not paid & declared:
            kept.append(_violation(str(key[0]), first))
    return pl.DataFrame(kept, schema=RAW, orient="row").sort("subject", "first_day", *_LOCATOR, nulls_last=True)


def _folded(account: str) -> str:
    """An account as it is compared: small and capital letters are alike in eip155, and in bech32 written large."""
    chain, _colon, address = account.rpartition(":")
    large = chain.startswith("bip122:") and address == address.upper()
    return f"{chain}:{address.lower()}" if chain.startswith("eip155:") or large else account


def _violation(authorisation: str, row: dict[str, object]) -> dict[str, object]:
    return {
        "subject": f"authorisation:{authorisation}",
        "began_us": None,
        "ended_us": None,
        "first_day": row["legal_day"],
        "last_day": row["legal_day"],
        "observed": row["amount"],
        "limit": 0,
        "unit": row["asset"],
        "class": "*",
        "zone": "*",
        "sender": row["sender"],
        "filing": row["filing"],
        "row": row["row"],
        "note": f"paid to {row['wallet']}",
    }


def payouts_to_unknown_authorisations(
    payouts: Frame, wallets: Frame, authorisations: Frame, law: Frame, on: date
) -> Frame:
    """payouts to authorisations that the register does not know on their day"""
    return dated_anti_join(
        payouts, authorisations, on=["authorisation"], identity=["pool", "payout", "authorisation", "legal_day"]
    )


@check(
    reads=("pool_payouts", "register.wallets", "register.authorisations"),
    may_be_empty=("register.wallets",),
    rests_on=("mining.payout_wallet_declaration_required",),
    judge=judge,
    left_out=(payouts_to_unknown_authorisations,),
)
def payout_wallet_not_declared(payouts: Frame, wallets: Frame, authorisations: Frame, law: Frame, on: date) -> Frame:
    """A pool paid a miner to a wallet that the miner had not declared on that day.

    Who the miner is, is told by the register: the party that holds the authorisation on the day of the payout, whatever
    its status. Each wallet counts that the party has declared for that day, for any purpose, so that one declared on
    the day of its first payout is in order. Accounts are compared letter by letter; of those on chains of the
    Ethereum kind (eip155), and of bech32 addresses in capitals, small and capital letters are alike. Each payout is
    named with its row, one that was filed twice once; what is observed is the quantity that the miner got.
    """
    held = authorisations.select("authorisation", "party", "since", "until")
    paid = dated_join(payouts.select(*(name for name in _PAYOUT if name != "party"), *_LOCATOR), held,
                      on=["authorisation"])  # fmt: skip
    declared = wallets.select("wallet", "party", "since", "until")
    unknown = dated_anti_join(paid, declared, on=["wallet", "party"], identity=["party", "wallet", "legal_day"])
    required = in_force(unknown, law, "mining.payout_wallet_declaration_required")
    others = declared.rename({"wallet": "declared"})
    return required.join(others, on=["party"], how="left").select(*_PAYOUT, *_LOCATOR, "declared", "since", "until")
