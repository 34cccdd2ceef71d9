"""From cells to a verdict: what each row would do to the directory, and what is wrong with it."""
