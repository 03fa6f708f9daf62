"""The pages of rounds and of the working-day calendar."""
