"""Questions across dossiers: what a change of the rules would do, and how towns fit the standard."""
