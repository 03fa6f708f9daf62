"""Stage 2, city: on-site verification and the quota-bound list."""
