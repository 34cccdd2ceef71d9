"""What changed: you said, we did or did not, because."""
