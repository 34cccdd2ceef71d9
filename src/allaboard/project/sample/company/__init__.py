"""Who works at the sample company, and whom of them a reader meets."""
