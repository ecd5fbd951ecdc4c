"""What all engines need and none gives alike: dated and as-of joins, islands, tie-breaks."""
