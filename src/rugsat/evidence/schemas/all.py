"""All contracts, for the documentation and for programs that look one up by name."""

from rugsat.evidence.schemas.contract import Contract
from rugsat.evidence.schemas.day_books import DAY_BOOKS
from rugsat.evidence.schemas.findings import FINDINGS, VIOLATIONS
from rugsat.evidence.schemas.register import REGISTER, WARNINGS
from rugsat.evidence.schemas.returns import FILINGS, OBLIGATIONS
from rugsat.evidence.schemas.series import REFERENCE_SERIES

CONTRACTS: dict[str, Contract] = {
    contract.name: contract
    for contract in (*REGISTER, WARNINGS, OBLIGATIONS, FILINGS, REFERENCE_SERIES, *DAY_BOOKS, VIOLATIONS, FINDINGS)
}
