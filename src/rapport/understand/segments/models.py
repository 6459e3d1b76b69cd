"""Private tables: other packages use `public`."""

from django.db import models


class Segment(models.Model):
    """A filter with a name. `key` stands in addresses and never changes, so that links and views keep working."""

    workspace_id = models.BigIntegerField()
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    where = models.TextField()
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace_id", "key"], name="segments_one_of_a_key"),
            models.UniqueConstraint(fields=["workspace_id", "name"], name="segments_one_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
