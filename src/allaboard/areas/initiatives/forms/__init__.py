"""What comes in on the pages of initiatives, by what it is for."""
