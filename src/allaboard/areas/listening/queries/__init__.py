"""Named questions; the asker comes first."""
