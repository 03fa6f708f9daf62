"""The acts at the end of the road: lists, the ministry's answer, re-evaluation, revocation, registers."""
