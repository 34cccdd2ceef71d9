"""Seals the secrets of second steps that were kept open."""

from collections.abc import Callable

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from allaboard.foundation.access.signing_in.second_steps import opened, sealed

SECRETS = {"totp": "secret", "recovery_codes": "seed"}


def rewrite(apps: Apps, change: Callable[[str], str]) -> None:
    for row in apps.get_model("mfa", "Authenticator").objects.filter(type__in=SECRETS):
        row.data[SECRETS[row.type]] = change(row.data[SECRETS[row.type]])
        row.save(update_fields=["data"])


def seal(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    rewrite(apps, sealed)


def open_again(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    rewrite(apps, opened)


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_sessions_ended"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(seal, open_again)]
