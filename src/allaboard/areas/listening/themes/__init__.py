"""How comments become themes without a person: vectors of their words, subjects that are known, and titles."""
