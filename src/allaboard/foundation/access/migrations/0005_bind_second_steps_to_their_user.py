"""Seals each secret of a second step for its user alone, so that a copy in another user's row does not open."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from allaboard.foundation.access.signing_in.second_steps import SECRETS, Kept, opened, sealed
from allaboard.sealing import CannotOpenError


def bind(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    for row in apps.get_model("mfa", "Authenticator").objects.filter(type__in=SECRETS):
        try:
            secret = opened(row.data[SECRETS[row.type]])
        except CannotOpenError:  # its key is lost: it could not be used before, either
            continue
        row.data[SECRETS[row.type]] = sealed(secret, row.user_id)
        row.save(update_fields=["data"])


def bind_to_column(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    for row in apps.get_model("mfa", "Authenticator").objects.filter(type__in=SECRETS):
        try:
            secret = opened(Kept.in_row_of(row.user_id, row.data[SECRETS[row.type]]))
        except CannotOpenError:
            continue
        row.data[SECRETS[row.type]] = sealed(secret)
        row.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("access", "0004_seal_second_steps")]

    operations = [migrations.RunPython(bind, bind_to_column)]
