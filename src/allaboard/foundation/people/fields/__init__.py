"""What is known of a person: which fields there are, which values they take, and how those are put in words."""
