"""What each role sees first, gathered from what the areas register."""
