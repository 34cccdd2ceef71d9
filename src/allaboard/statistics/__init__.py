"""Plain functions: numbers in, numbers out; no Django, no clock."""
