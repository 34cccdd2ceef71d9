"""How every object is offered to programs: tokens, pages, errors, idempotency."""
