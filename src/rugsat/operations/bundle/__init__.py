"""The court bundle: a finding or a decision with all that it rests on, as one file that verifies by itself."""
