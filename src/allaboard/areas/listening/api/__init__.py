"""The API of surveys: the same permissions and the same shown numbers as the pages."""

from allaboard.areas.listening.api import results, themes, waves
from allaboard.areas.listening.api.surveys import router

router.add_router("/waves", waves.router)
router.add_router("/themes", themes.router)
router.add_router("/results", results.router)
