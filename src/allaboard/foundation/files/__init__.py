"""Files that people have brought, until they have been read."""
