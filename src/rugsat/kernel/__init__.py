"""Words that every floor shares: citation, period, quantities, identifiers, digests and errors."""
