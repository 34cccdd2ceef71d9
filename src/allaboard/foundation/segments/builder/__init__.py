"""The page that builds a rule in rows and groups within groups, beside its text; either may be edited."""
