"""What stands behind `./jiqun`: set-up, server, tests and checks, from the standard library alone."""
