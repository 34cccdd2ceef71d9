"""How the sample company was listened to: waves, what people wrote, themes, and a question that is open."""
