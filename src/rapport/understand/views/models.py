"""Private tables: other packages use `public`."""

from django.db import models


class SavedView(models.Model):
    """What somebody explored and kept: the part of the address that says it."""

    workspace_id = models.BigIntegerField(db_index=True)
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    query = models.TextField()
    owner = models.CharField(max_length=200)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
