"""How people are shown: the list of the directory, and the portrait of one person."""
