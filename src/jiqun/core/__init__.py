"""The rules of the programme: pure Python, exact, free of framework, database and wall clock."""
