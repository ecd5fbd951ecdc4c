"""Engines: the same check on DuckDB, on Polars and through Spark Connect."""
