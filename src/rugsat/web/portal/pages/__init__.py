"""Pages of the portal, one file each."""
