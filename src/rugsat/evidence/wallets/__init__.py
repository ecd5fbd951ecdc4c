"""Control of a wallet, proven by a signed message that the authority made."""
