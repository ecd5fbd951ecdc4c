"""Who may mine and trade: parties, requirements, procedures and legal time, as pure functions."""
