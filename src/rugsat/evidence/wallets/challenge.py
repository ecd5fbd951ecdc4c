"""The message that the authority makes for a wallet and the holder of its key signs."""

import re
from dataclasses import dataclass
from datetime import date

from rugsat.kernel.errors import RugsatError
from rugsat.kernel.identifiers.caip import is_account

_NONCE = re.compile(r"[0-9a-f]{32,64}")
_LINE = re.compile(r"[^\x00-\x1f\x7f]{1,200}")


class ChallengeError(RugsatError):
    """A challenge that cannot be made: it would prove nothing, or could be read in two ways."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """What is to be signed: for which authority and party, which account, on which day, and a number used once.

    The authority draws the nonce at random, 16 to 32 bytes in small hexadecimal digits, and takes each only once: it
    is what makes an older signature, or one made for somebody else, worthless here.
    """

    authority: str
    party: str
    account: str
    """CAIP-10."""
    on: date
    nonce: str

    def __post_init__(self) -> None:
        if not is_account(self.account):
            message = f"'{self.account}' is no account: write it in the form of CAIP-10, as in eip155:1:0xab16…"
            raise ChallengeError(message)
        if not _NONCE.fullmatch(self.nonce):
            message = "the nonce must be 32 to 64 small hexadecimal digits, drawn at random by the authority"
            raise ChallengeError(message)
        for name, text in (("authority", self.authority), ("party", self.party)):
            if not _LINE.fullmatch(text):
                message = (
                    f"the {name} must be one line of 1 to 200 characters, or the message could be read in two ways"
                )
                raise ChallengeError(message)

    @property
    def message(self) -> str:
        """The text, letter for letter as it is signed."""
        return "\n".join(
            (
                "I control this wallet, and I say so to the authority named here and to nobody else.",
                f"Authority: {self.authority}",
                f"Party: {self.party}",
                f"Account: {self.account}",
                f"Day: {self.on.isoformat()}",
                f"Nonce: {self.nonce}",
            )
        )
