"""The lake: immutable Parquet files, and numbered commits that say which of them are true."""
