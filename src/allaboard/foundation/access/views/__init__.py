"""Pages of access: users and their roles, tokens, one's own account."""
