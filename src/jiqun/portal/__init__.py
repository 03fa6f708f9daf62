"""What the public sees: notices, lists, draws, objections."""
