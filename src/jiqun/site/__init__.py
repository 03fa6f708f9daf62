"""Settings, addresses and the demonstration: the only floor that may use everything."""
