"""Who may act: officers, their roles and delegations, and the users of organisations."""
