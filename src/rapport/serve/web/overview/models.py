"""Private tables."""

from django.db import models


class Layout(models.Model):
    """Which figures stand on the overview of a workspace, in order; no row means those that suit its data."""

    workspace_id = models.BigIntegerField(unique=True)
    metrics = models.JSONField()
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"overview of workspace {self.workspace_id}"
