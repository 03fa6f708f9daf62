"""The pages of the last stage."""
