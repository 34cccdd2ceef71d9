"""One verb, one transaction: permission, rule, change, audit."""
