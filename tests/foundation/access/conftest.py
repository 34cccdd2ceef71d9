"""Somebody who administers the installation."""

import pytest
from tests.conftest import grant, make_person

from allaboard.foundation.access.roles import Role


@pytest.fixture
def alex(db):
    """The administrator."""
    return grant(make_person("Alex"), Role.ADMIN)
