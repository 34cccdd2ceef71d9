"""Named questions about changes; the one who asks comes first."""
