"""Files that people have brought."""

from django.db import models

from allaboard.foundation.files.choices import Kind


class KeptFile(models.Model):
    """One file; whoever brought it may open it, others only through an area that shows it to them."""

    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=10, choices=Kind)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.FileField(upload_to="kept/%Y/%m/")
    owner = models.ForeignKey("people.Person", models.CASCADE, null=True, blank=True, related_name="+")
    kept_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
