"""The policy being written: drafts, their check, approval and publication."""
