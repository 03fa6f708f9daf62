"""The acts of the county stage, one verb per module, and the doorway through which every stage changes."""
