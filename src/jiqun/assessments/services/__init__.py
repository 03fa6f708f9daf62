"""The acts of formal check, expert review and spot check."""
