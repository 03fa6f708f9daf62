"""Files: kept once, never overwritten, always checked."""
