"""What the sample company does about what it heard: initiatives, campaigns, and what changed."""
