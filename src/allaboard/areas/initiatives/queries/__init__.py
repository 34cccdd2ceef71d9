"""Named questions about initiatives; the one who asks comes first."""
