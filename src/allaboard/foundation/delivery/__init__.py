"""Who was sent what, through which channel, with which result."""
