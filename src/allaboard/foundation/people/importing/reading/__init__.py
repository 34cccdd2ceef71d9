"""From a file to a table of cells: what kind of file it is, what its columns mean, and how much is too much."""
