"""Takes back an action within its grace time."""
