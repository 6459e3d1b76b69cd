"""Private tables: other packages use `public`."""

from django.db import models


class Annotation(models.Model):
    """What happened on some days. The days are in the workspace's zone."""

    workspace_id = models.BigIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    kind = models.CharField(max_length=16)
    text = models.CharField(max_length=200)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["workspace_id", "starts_on"], name="annotations_by_day")]

    def __str__(self) -> str:
        return f"{self.starts_on} {self.text}"
