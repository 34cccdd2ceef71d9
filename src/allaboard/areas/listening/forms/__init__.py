"""What comes in: surveys, their runs, themes, and results from elsewhere."""
