"""Stage 1, county: the form, its figures, and the one doorway of the stage."""
