"""The sample company: made from a seed, badged everywhere, removed in one action."""
