"""Jiqun: the recognition of SME specialty industrial clusters, from notice to list."""
