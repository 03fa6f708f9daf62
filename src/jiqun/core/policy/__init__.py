"""Policy as data: what a round file may say, how it is read, and which value is in force on a day."""
