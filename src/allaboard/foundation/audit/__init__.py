"""What was done, by whom, when; hash-chained and append-only."""
