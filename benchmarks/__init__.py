"""The performance figures to beat, one script per row; run by ``./jiqun bench [B1 …]``."""
