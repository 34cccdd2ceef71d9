"""Settings, addresses and commands: knows every room, decides nothing."""
