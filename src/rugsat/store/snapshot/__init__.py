"""The register as a snapshot: the tables of the contract, as of any moment, written as a folder that a lake takes."""
