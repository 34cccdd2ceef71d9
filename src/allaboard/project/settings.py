"""Django's settings, in sections; what differs between installations comes from `environment`."""

import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from allaboard.project import environment

# --- Installation -------------------------------------------------------------------------------
HOME: Path = environment.HOME.value()
DEBUG = environment.DEBUG.value()
COMPANY = environment.COMPANY.value()
PUBLIC_URL = environment.PUBLIC_URL.value() or f"http://{environment.HOST.value()}:{environment.PORT.value()}"
HTTPS = environment.HTTPS.value()


def _secret_key() -> str:
    """The configured secret, or one made at the first start and kept beside the database."""
    if environment.SECRET_KEY.value():
        return environment.SECRET_KEY.value()
    kept = HOME / "secret_key"
    try:
        return kept.read_text()
    except FileNotFoundError:
        HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(64))
        return kept.read_text()


SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = environment.OLD_SECRET_KEYS.value()
ALLOWED_HOSTS = [*environment.ALLOWED_HOSTS.value(), urlsplit(PUBLIC_URL).hostname or "localhost"]

# --- Rooms --------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "allaboard.project",
    "allaboard.project.sample",
    "allaboard.ui",
    "allaboard.foundation.people",
    "allaboard.foundation.access",
    "allaboard.foundation.audit",
    "allaboard.foundation.touchpoints",
    "allaboard.foundation.segments",
    "allaboard.foundation.jobs",
    "allaboard.foundation.files",
    "allaboard.foundation.delivery",
    "allaboard.foundation.savedviews",
    "allaboard.foundation.undo",
    "allaboard.foundation.api",
    "allaboard.foundation.today",
    "allaboard.areas.listening",
    "allaboard.areas.initiatives",
    "allaboard.areas.campaigns",
    "allaboard.areas.changes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "template_partials",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    # The first three stand before static files, so that those carry the same headers.
    "allaboard.project.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allaboard.foundation.access.session_limits.SessionLimitsMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allaboard.foundation.access.middleware.ActorMiddleware",
    "allaboard.foundation.access.middleware.RefusedFormsMiddleware",
    "allaboard.project.middleware.ErrorsMiddleware",
]

ROOT_URLCONF = "allaboard.project.urls"
WSGI_APPLICATION = "allaboard.project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["allaboard.ui.templatetags.ui", "template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "allaboard.project.context.shell",
            ],
        },
    }
]


# --- Database -----------------------------------------------------------------------------------
def _database(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or "allaboard",
        "USER": unquote(parts.username or "allaboard"),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


# Without an address the launcher starts our own PostgreSQL and puts its address into the environment.
DATABASES = {"default": _database(environment.DATABASE_URL.value())}

# --- Sign-in ------------------------------------------------------------------------------------
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allaboard.foundation.access.backends.DirectoryBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today:page"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "allaboard.foundation.access.allauth_adapter.AccountAdapter"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # who did not change it themselves learns of it
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
# Guessing is stopped per account; a whole office may share one address, so that limit is wide.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "60/m/ip,5/300s/key",
    "request_login_code": "300/m/ip,3/m/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = max(environment.PROXIES.value(), int(HTTPS))
ACCOUNT_FORMS = {
    "login": "allaboard.foundation.access.account_forms.SignInForm",
    "request_login_code": "allaboard.foundation.access.account_forms.SignInCodeForm",
    "confirm_login_code": "allaboard.foundation.access.account_forms.TypedCodeForm",
    "reset_password": "allaboard.foundation.access.account_forms.ForgottenPasswordForm",
    "reset_password_from_key": "allaboard.foundation.access.account_forms.ReplacedPasswordForm",
    "change_password": "allaboard.foundation.access.account_forms.ChangedPasswordForm",
    "set_password": "allaboard.foundation.access.account_forms.FirstPasswordForm",
    "reauthenticate": "allaboard.foundation.access.account_forms.ProveByPasswordForm",
}
MFA_ADAPTER = "allaboard.foundation.access.allauth_adapter.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "allaboard.foundation.access.account_forms.SecondStepForm",
    "authenticate_webauthn": "allaboard.foundation.access.account_forms.PasskeySecondStepForm",
    "login_webauthn": "allaboard.foundation.access.account_forms.PasskeySignInForm",
    "reauthenticate_webauthn": "allaboard.foundation.access.account_forms.ProveByPasskeyForm",
    "reauthenticate": "allaboard.foundation.access.account_forms.ProveByCodeForm",
    "activate_totp": "allaboard.foundation.access.account_forms.AuthenticatorAppForm",
    "add_webauthn": "allaboard.foundation.access.account_forms.AddPasskeyForm",
    "edit_webauthn": "allaboard.foundation.access.account_forms.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Allaboard"
MFA_TOTP_TOLERANCE = 1  # half a minute: clocks of phones differ
# When somebody was last here is not kept: it could stand beside an anonymous answer.
USERSESSIONS_TRACK_ACTIVITY = False

# --- Languages and time -------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("de", _("German")), ("es", _("Spanish")), ("fr", _("French"))]
LOCALE_PATHS = [environment.ROOT / "src" / "allaboard" / "locale"]
USE_TZ = True
TIME_ZONE = environment.TIME_ZONE.value()
FORMAT_MODULE_PATH = "allaboard.ui.formats"
USE_THOUSAND_SEPARATOR = True

# --- Static files -------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    if (STATIC_ROOT / "staticfiles.json").exists()
    else {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# --- Security -----------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "frame-src": [SELF],
        "upgrade-insecure-requests": HTTPS,
    }
}
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE, LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SAMESITE = HTTPS, True, "Lax"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
# The browser may keep the cookie this long; `access.rules` ends sessions earlier.
SESSION_COOKIE_AGE = 30 * 24 * 3600
# Browsers that know `frame-ancestors` (all of today) go by it; this is for the others.
X_FRAME_OPTIONS = "DENY"
API_MODULE = "allaboard.project.api"
CSRF_FAILURE_VIEW = "allaboard.project.views.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# --- Mail ---------------------------------------------------------------------------------------
SMTP_URL = environment.SMTP_URL.value()
DEFAULT_FROM_EMAIL = environment.MAIL_FROM.value()
# Sign-in codes and password resets leave through the same channels as everything else.
EMAIL_BACKEND = "allaboard.foundation.delivery.django_backend.DeliveryBackend"

# --- Log ----------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname:<7} {reference} {name}: {message}", "style": "{"}
    },
    "filters": {"reference": {"()": "allaboard.foundation.api.references.ReferenceFilter"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["reference"]}
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.server": {"level": "WARNING"},
        # We log faults and refusals ourselves, by route: addresses hold secrets of people who stay anonymous.
        "django.request": {"level": "ERROR" if DEBUG else "CRITICAL"},
        "django.security": {"level": "ERROR" if DEBUG else "CRITICAL"},
        "procrastinate": {"level": "WARNING"},
    },
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "project_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # counts of tries: a full cache would forget some
    }
}
