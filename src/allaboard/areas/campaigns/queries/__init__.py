"""Named questions about campaigns; the viewer comes first."""
