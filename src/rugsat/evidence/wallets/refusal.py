"""Why a signature does not prove control of a wallet."""

from rugsat.kernel.errors import RugsatError


class ProofRefusedError(RugsatError):
    """A signature that proves nothing, with the reason and what to do."""


class ChainExtraMissingError(RugsatError):
    """The libraries of the chains are not installed."""


def extra_missing(error: ImportError) -> ChainExtraMissingError:
    """Say which extra brings what could not be imported."""
    message = f"signatures of wallets cannot be verified, {error.name} is not installed: pip install 'rugsat[chain]'"
    return ChainExtraMissingError(message)
