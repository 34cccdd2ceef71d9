"""Decides where a leader stands, who is next, what pays back, when to ask, and which step comes next."""
