"""One sign-in link per role, for the first look."""


def role_links() -> list[tuple[str, str]]:
    """Role and link of the sample company's cast, in the order in which a reader meets them."""
    return []
