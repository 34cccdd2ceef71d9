"""What follows when people change: what was true before, who stands above whom, what is sealed; and all of it for many at once."""
