"""The acts of writing a policy: start, change, submit, return, publish, withdraw."""
