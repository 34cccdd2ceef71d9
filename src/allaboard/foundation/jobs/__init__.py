"""Work that happens outside a request."""
