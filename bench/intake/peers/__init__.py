"""What others need for the same file; `run` gives the faults found and a note on what was done."""
