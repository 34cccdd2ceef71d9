"""The hub: case, stakeholders, buy-in, readiness and the loop ribbon."""
