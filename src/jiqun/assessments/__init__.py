"""Stage 3, province: formal check, expert review, spot check."""
