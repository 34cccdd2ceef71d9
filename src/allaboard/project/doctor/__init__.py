"""What is looked at to see whether an installation is sound: each look finds one thing fine, or wrong with what to do."""
