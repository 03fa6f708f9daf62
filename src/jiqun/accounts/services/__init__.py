"""The acts around authorities, people and seats."""
