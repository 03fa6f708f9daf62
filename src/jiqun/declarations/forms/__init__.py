"""Forms of the county stage; those of a declaration are made from the form data of its policy."""
