"""Rounds opened under a policy."""
