"""Files of results between upload and import."""

from django.db import models


class ResultsFile(models.Model):
    """A file of results between its upload and its import; deleted by either the import or the next night."""

    owner = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    headers = models.JSONField()
    rows = models.JSONField()
    uploaded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
