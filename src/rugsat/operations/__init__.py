"""What runs without an office: intake, the cycle, replay, compaction."""
