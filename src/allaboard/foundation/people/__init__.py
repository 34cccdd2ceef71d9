"""The directory: who works here, where, for whom, and since when."""
