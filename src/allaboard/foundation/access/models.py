"""Users, the roles they hold, and the tokens that speak for them."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
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
    theme = models.CharField(max_length=5, choices=[("", _("As the device")), ("light", _("Light")), ("dark", _("Dark"))], default="", blank=True)
    language = models.CharField(max_length=12, default="", blank=True)
    single_key_shortcuts = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Users] = Users()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.email

    # Django and allauth ask for these; nobody here passes a permission check by being a user.
    is_staff = False
    is_superuser = False

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
