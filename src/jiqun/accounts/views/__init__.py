"""Pages of log-in, passwords, seats and accounts."""
