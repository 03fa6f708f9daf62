"""Stage 5: the list, validity, forwarding, re-evaluation, revocation."""
