"""Across stages: my tasks, one case from end to end."""
