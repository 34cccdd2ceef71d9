"""From a verdict to the directory, and back again."""
