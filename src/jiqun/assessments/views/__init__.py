"""Pages of the province's staff and of the experts."""
