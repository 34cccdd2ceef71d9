"""What is written down about faults and refusals."""

from allaboard.project.settings.installation import DEBUG

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
