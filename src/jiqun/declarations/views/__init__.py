"""Pages of the county stage."""
