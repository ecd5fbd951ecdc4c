"""Data quality: what every filing was like, counted once when it is taken up."""
