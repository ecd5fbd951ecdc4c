"""What the state does about what was found, as pure functions."""
