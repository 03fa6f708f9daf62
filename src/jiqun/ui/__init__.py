"""Shared page furniture: frame, parts, form rendering and the words for numbers and days."""
