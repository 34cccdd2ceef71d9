"""Persons, what was true of them on each day, and what is kept apart."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import CharField, Func, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from allaboard.foundation.people.choices import EmploymentStatus, EmploymentType, UserType

SEARCHED_FIELDS = ("given_name", "family_name", "preferred_name", "formatted_name", "email", "title")

# Fields whose values are offered while somebody types; an index each makes finding them quick, and costs nothing while
# nobody has the field.
OFFERED_FIELDS = (
    "organization", "division", "team", "cost_center", "title", "job_code", "country", "region", "locality", "shift",
    "timezone", "locale", "preferred_language",
)  # fmt: skip


class Person(models.Model):
    """One person as of today; names of the fields are SCIM's and the HR field's."""

    # Unique by constraints below, and without one NULL: many people may have none.
    external_id = models.CharField(_("external id"), max_length=120, null=True, blank=True)  # noqa: DJ001
    email = models.EmailField(_("e-mail"), max_length=254, null=True, blank=True)  # noqa: DJ001
    user_name = models.CharField(_("user name"), max_length=150, blank=True)
    given_name = models.CharField(_("given name"), max_length=120, blank=True)
    middle_name = models.CharField(_("middle name"), max_length=120, blank=True)
    family_name = models.CharField(_("family name"), max_length=120, blank=True)
    preferred_name = models.CharField(_("preferred name"), max_length=120, blank=True)
    formatted_name = models.CharField(_("name"), max_length=250, blank=True)
    phone_number = models.CharField(_("phone"), max_length=40, blank=True)

    employee_number = models.CharField(_("employee number"), max_length=60, blank=True)
    title = models.CharField(_("job title"), max_length=150, blank=True)
    user_type = models.CharField(
        _("kind of worker"), max_length=20, choices=UserType, default=UserType.EMPLOYEE
    )
    employment_type = models.CharField(
        _("employment type"), max_length=30, choices=EmploymentType, default=EmploymentType.FULL_TIME
    )
    employment_status = models.CharField(
        _("employment status"), max_length=20, choices=EmploymentStatus, default=EmploymentStatus.ACTIVE
    )
    active = models.BooleanField(_("works here"), default=True)
    job_code = models.CharField(_("job code"), max_length=60, blank=True)
    job_level = models.PositiveSmallIntegerField(_("job level"), null=True, blank=True)
    hire_date = models.DateField(_("hired on"), null=True, blank=True)
    start_date = models.DateField(_("started on"), null=True, blank=True)
    latest_rehire_date = models.DateField(_("rehired on"), null=True, blank=True)
    termination_date = models.DateField(_("left on"), null=True, blank=True)

    organization = models.CharField(_("organisation"), max_length=150, blank=True)
    division = models.CharField(_("division"), max_length=150, blank=True)
    department = models.CharField(_("department"), max_length=150, blank=True)
    team = models.CharField(_("team"), max_length=150, blank=True)
    cost_center = models.CharField(_("cost centre"), max_length=60, blank=True)
    manager = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="reports", verbose_name=_("manager")
    )
    manager_path = ArrayField(
        models.BigIntegerField(), default=list, blank=True, verbose_name=_("managers, from the top down")
    )
    hr_partner = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="partnered", verbose_name=_("HR partner")
    )

    work_location = models.CharField(_("location"), max_length=150, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    region = models.CharField(_("region"), max_length=120, blank=True)
    locality = models.CharField(_("town"), max_length=120, blank=True)
    shift = models.CharField(_("shift"), max_length=60, blank=True)
    timezone = models.CharField(_("time zone"), max_length=60, blank=True)
    locale = models.CharField(_("locale"), max_length=20, blank=True)
    preferred_language = models.CharField(_("language"), max_length=12, blank=True)

    # The generation is coarse enough to be used in segments; the day of birth stays among the protected attributes.
    generation = models.CharField(_("generation"), max_length=20, blank=True)
    custom_fields = models.JSONField(_("custom fields"), default=dict, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            # Not `unique=True`, which makes a second index for each, for prefixes that nobody looks up.
            models.UniqueConstraint(fields=["external_id"], name="one_person_an_external_id"),
            models.UniqueConstraint(fields=["email"], name="one_person_an_email"),
            models.CheckConstraint(
                condition=Q(external_id__isnull=False) | Q(email__isnull=False), name="person_has_an_identity"
            ),
            models.CheckConstraint(condition=~Q(manager=models.F("id")), name="person_is_not_own_manager"),
        ]
        indexes = [
            # With all that says who works here, so that counting them needs nothing but the index.
            models.Index(fields=["department", "active", "employment_status"], name="person_department"),
            models.Index(fields=["work_location", "active", "employment_status"], name="person_location"),
            models.Index(fields=["start_date"], name="person_start"),
            # Few have one, and each hour somebody asks whose has come.
            models.Index(
                fields=["termination_date"],
                condition=Q(active=True, termination_date__isnull=False),
                name="person_leaving",
            ),
            models.Index(fields=["family_name", "given_name", "id"], name="person_by_name"),
            models.Index(Upper("email"), name="person_email_upper"),
            # Who leads whom, from the top of the tree, as the list of people offers it to be looked at.
            models.Index(
                models.F("manager_path__len"),
                "family_name",
                "id",
                condition=Q(active=True),
                name="person_by_depth",
            ),
            GinIndex(fields=["manager_path"], name="person_manager_path"),
            GinIndex(fields=["custom_fields"], opclasses=["jsonb_path_ops"], name="person_custom_fields"),
            GinIndex(
                OpClass(
                    Func(*SEARCHED_FIELDS, function="people_search", output_field=CharField()),
                    name="gin_trgm_ops",
                ),
                name="person_search",
            ),
            *(
                models.Index(fields=[field], condition=~Q((field, "")), name=f"offered_{field}")
                for field in OFFERED_FIELDS
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name to show: preferred, formatted or composed; at last the e-mail or id."""
        given = self.preferred_name or self.given_name
        return (
            self.formatted_name
            or f"{given} {self.family_name}".strip()
            or self.email
            or self.external_id
            or "?"
        )

    @property
    def first_name(self) -> str:
        """The name to greet with."""
        return self.preferred_name or self.given_name or self.name.split(" ")[0]


class PersonVersion(models.Model):
    """What was true of a person from one day up to, not including, another."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="versions", db_index=False)
    effective_from = models.DateField()
    effective_until = models.DateField(null=True, blank=True)
    attributes = models.JSONField()

    class Meta:
        ordering = ["effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["person", "effective_from"], name="one_version_a_day"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(effective_until__isnull=True), name="one_open_version"
            ),
            models.CheckConstraint(
                condition=Q(effective_until__isnull=True) | Q(effective_until__gt=models.F("effective_from")),
                name="version_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} from {self.effective_from}"


class ProtectedAttributes(models.Model):
    """Attributes the law protects: encrypted, opt-in, never joined outside aggregate reports."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="protected")
    ciphertext = models.BinaryField()

    class Meta:
        verbose_name_plural = "protected attributes"

    def __str__(self) -> str:
        return f"protected attributes of {self.person_id}"
