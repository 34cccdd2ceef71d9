"""Users, tokens and one's own account, for programs."""

from allaboard.foundation.access.api import account, tokens
from allaboard.foundation.access.api.users import router

router.add_router("/me", account.router)
router.add_router("/tokens", tokens.router)
