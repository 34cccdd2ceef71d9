"""How somebody comes in and goes out: the library's forms and decisions, links, second steps, the end of sessions."""
