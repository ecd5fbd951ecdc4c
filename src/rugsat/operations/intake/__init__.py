"""The one door that a return comes in by: bytes, batches, faults, receipt."""
