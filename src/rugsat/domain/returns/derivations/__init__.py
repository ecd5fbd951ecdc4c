"""One derivation rule per file: `derive` computes a column of a sheet, once and exactly."""
