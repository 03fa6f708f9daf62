"""The fixed words of documents and pages: which there are, which facts each may name, and how they are filled in."""
