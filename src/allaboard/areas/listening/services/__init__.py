"""What is done: one verb, one transaction, permission and audit."""
