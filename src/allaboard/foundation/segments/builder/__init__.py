"""The page that builds a rule in rows and groups, beside its text; either may be edited."""
