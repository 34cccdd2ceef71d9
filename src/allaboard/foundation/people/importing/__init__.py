"""From a file of people to the directory: source → staging → mapping → checking → applying → undoing."""
