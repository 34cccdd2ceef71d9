"""What the product is put together from: rooms, the way of a request through them, templates."""

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
    "allaboard.project.refusals.middleware.SampleOnlyMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads at random: sizes tell nothing of tokens
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allaboard.foundation.access.signing_in.session_limits.SessionLimitsMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allaboard.foundation.access.middleware.ActorMiddleware",
    "allaboard.foundation.access.middleware.RefusedFormsMiddleware",
    "allaboard.project.refusals.middleware.ErrorsMiddleware",
]

ROOT_URLCONF = "allaboard.project.urls"
API_MODULE = "allaboard.project.api"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "allaboard.ui.templatetags.ui",
                "allaboard.ui.templatetags.form_parts",
                "allaboard.ui.templatetags.drawings",
                "template_partials.templatetags.partials",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "allaboard.project.shell.context.shell",
            ],
        },
    }
]
