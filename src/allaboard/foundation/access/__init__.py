"""Who signs in, in which role, and what that role may see."""
