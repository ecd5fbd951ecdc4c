"""The transparency log: appends in durable batches, beside bare appends of the same bytes."""
