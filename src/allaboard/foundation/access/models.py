"""Users, the roles they hold, and the tokens that speak for them."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from allaboard.foundation.access.roles import Role


class Users(BaseUserManager["User"]):
    """Makes users; the name is plural because it stands for all of them."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a user who signs in with the e-mail; without a password only links and passkeys work."""
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """Someone who signs in; almost always a person of the directory."""

    email = models.EmailField(_("e-mail"), unique=True)
    person = models.OneToOneField("people.Person", models.CASCADE, null=True, blank=True, related_name="user")
    is_active = models.BooleanField(default=True)
    theme = models.CharField(
        _("colours"),
        max_length=5,
        choices=[("", _("As the device")), ("light", _("Light")), ("dark", _("Dark"))],
        default="",
        blank=True,
    )
    language = models.CharField(max_length=12, default="", blank=True)
    single_key_shortcuts = models.BooleanField(default=True)
    sessions_ended = models.PositiveIntegerField(default=0)  # how often all sessions were ended at once
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Users] = Users()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.email

    @property
    def is_sample(self) -> bool:
        """Whether the user is a person of the sample company."""
        return self.person is not None and self.person.is_sample

    @property
    def address_of_nobody(self) -> str:
        """What stands for the e-mail of a user who has none to sign in with; no mailbox has it (RFC 2606)."""
        return f"user-{self.pk}@no-address.invalid"

    @property
    def has_address(self) -> bool:
        """Whether the user has an e-mail to sign in with."""
        return self.email != self.address_of_nobody

    # Django and allauth ask for these; nobody here passes a permission check by being a user.
    is_staff = False
    is_superuser = False

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must match; it changes with the password and when all sessions are ended."""
        own = f"{self.password}:{self.sessions_ended}"
        return salted_hmac("allaboard.access.session", own, secret=secret, algorithm="sha256").hexdigest()

    def has_perm(self, _perm: str, _obj: object = None) -> bool:
        return False

    def has_module_perms(self, _app: str) -> bool:
        return False


class RoleGrant(models.Model):
    """One role, held by one user."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role)
    granted_at = models.DateTimeField(auto_now_add=True)
    granted_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="a_role_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"


class ApiToken(models.Model):
    """A secret with which a program speaks: for one user, or for itself with roles of its own.

    Only the SHA-256 of the secret is kept; it has 256 random bits, so a slow hash would add nothing.
    """

    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="tokens")
    name = models.CharField(_("name"), max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    scopes = ArrayField(models.CharField(max_length=40))
    roles = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=False, roles=[]) | models.Q(user__isnull=True),
                name="a_personal_token_has_its_users_roles",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_usable(self) -> bool:
        """Whether the token still opens the API."""
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > timezone.now())


class SignInLink(models.Model):
    """A link that signs one user in; only the SHA-256 of its secret is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_in_links")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    is_reusable = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"link for user {self.user_id}"


class UsedKey(models.Model):
    """A secret key that this database has been used with; something in it may be sealed with that key."""

    print = models.CharField(max_length=32, unique=True)
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.print
