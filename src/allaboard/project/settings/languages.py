"""Languages and time."""

from django.utils.translation import gettext_lazy as _

from allaboard.project import environment

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("de", _("German")), ("es", _("Spanish")), ("fr", _("French"))]
LOCALE_PATHS = [environment.ROOT / "src" / "allaboard" / "locale"]
USE_TZ = True
TIME_ZONE = environment.TIME_ZONE.value()
FORMAT_MODULE_PATH = "allaboard.ui.formats"
USE_THOUSAND_SEPARATOR = True
