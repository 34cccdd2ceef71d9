"""How figures that may be shown are shown: in words and shades, side by side, and as files."""
