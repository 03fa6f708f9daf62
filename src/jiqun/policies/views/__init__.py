"""Pages of the policy being written."""
