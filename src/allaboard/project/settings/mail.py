"""How mail leaves."""

from allaboard.project import environment

SMTP_URL = environment.SMTP_URL.value()
DEFAULT_FROM_EMAIL = environment.MAIL_FROM.value()
# Sign-in codes and password resets leave through the same channels as everything else.
EMAIL_BACKEND = "allaboard.foundation.delivery.django_backend.DeliveryBackend"
