"""Private tables: other packages use `public`."""

from typing import ClassVar
from uuid import uuid4

from django.db import models


class Upload(models.Model):
    """A file on its way. `hints`, `progress` and `result` are JSON as `Hints`, the report and `rapport import --json` have it;
    `notices` has the parts of the sentences in `error` and `result`, by their English."""

    class State(models.TextChoices):
        DRAFT = "draft"
        WAITING = "waiting"
        RUNNING = "running"
        FINISHED = "finished"
        FAILED = "failed"
        STOPPED = "stopped"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    workspace_id = models.BigIntegerField(db_index=True)
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    hints = models.JSONField(default=dict)
    preset = models.CharField(max_length=80, blank=True)
    mapping = models.TextField(blank=True)
    by = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    process_id = models.IntegerField(null=True)
    progress = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    notices = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["workspace_id", "created_at"], name="uploads_by_time")]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"
