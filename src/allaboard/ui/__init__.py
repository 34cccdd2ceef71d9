"""How things look: shell, components, charts, icons; knows no word of the domain."""
