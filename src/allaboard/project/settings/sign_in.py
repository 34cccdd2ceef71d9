"""How people sign in, and what the library of signing in asks."""

from allaboard.project import environment
from allaboard.project.settings.installation import HTTPS

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allaboard.foundation.access.signing_in.backends.DirectoryBackend"]
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
ACCOUNT_ADAPTER = "allaboard.foundation.access.signing_in.adapters.AccountAdapter"
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
    "reset_password": "300/m/ip,5/m/key",
    "reset_password_from_key": "300/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = max(environment.PROXIES.value(), int(HTTPS))
ACCOUNT_FORMS = {
    "login": "allaboard.foundation.access.signing_in.forms.SignInForm",
    "request_login_code": "allaboard.foundation.access.signing_in.forms.SignInCodeForm",
    "confirm_login_code": "allaboard.foundation.access.signing_in.forms.TypedCodeForm",
    "reset_password": "allaboard.foundation.access.signing_in.forms.ForgottenPasswordForm",
    "reset_password_from_key": "allaboard.foundation.access.signing_in.forms.ReplacedPasswordForm",
    "change_password": "allaboard.foundation.access.signing_in.forms.ChangedPasswordForm",
    "set_password": "allaboard.foundation.access.signing_in.forms.FirstPasswordForm",
    "reauthenticate": "allaboard.foundation.access.signing_in.forms.ProveByPasswordForm",
}
MFA_ADAPTER = "allaboard.foundation.access.signing_in.adapters.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "allaboard.foundation.access.signing_in.forms.SecondStepForm",
    "authenticate_webauthn": "allaboard.foundation.access.signing_in.forms.PasskeySecondStepForm",
    "login_webauthn": "allaboard.foundation.access.signing_in.forms.PasskeySignInForm",
    "reauthenticate_webauthn": "allaboard.foundation.access.signing_in.forms.ProveByPasskeyForm",
    "reauthenticate": "allaboard.foundation.access.signing_in.forms.ProveByCodeForm",
    "activate_totp": "allaboard.foundation.access.signing_in.forms.AuthenticatorAppForm",
    "add_webauthn": "allaboard.foundation.access.signing_in.forms.AddPasskeyForm",
    "edit_webauthn": "allaboard.foundation.access.signing_in.forms.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# E-mails come from the directory, not from whoever signs up: signing in by password leaves them unverified in the library.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Allaboard"
MFA_TOTP_TOLERANCE = 1  # half a minute: clocks of phones differ
# When somebody was last here is not kept: it could stand beside an anonymous answer.
USERSESSIONS_TRACK_ACTIVITY = False
USERSESSIONS_ADAPTER = "allaboard.foundation.access.signing_in.adapters.SessionsAdapter"
