"""Every address of the product, for tests that try them all."""

from collections.abc import Iterator, Sequence

from django.urls import URLPattern, URLResolver


def patterns_below(
    patterns: Sequence[URLPattern | URLResolver], prefix: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Each route as a whole, with the pattern that ends it."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, pattern
        else:
            yield from patterns_below(pattern.url_patterns, route)
