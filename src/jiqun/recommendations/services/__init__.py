"""The acts of the city stage, one verb per module."""
