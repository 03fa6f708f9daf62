"""What was done, by whom, when: one append-only chain for everything."""
