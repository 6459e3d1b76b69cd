"""Private tables: other packages use `public`."""

from typing import ClassVar

from django.db import models

from rapport.core.clock import now


class KeptReply(models.Model):
    """What was answered to a request with an Idempotency-Key; without a status it is still being worked on.

    Neither the name that the client chose nor the request is kept, only keyed hashes. An erasure deletes all of these, since
    an answer may quote somebody.
    """

    workspace = models.ForeignKey("accounts.Workspace", on_delete=models.CASCADE, related_name="+")
    key_id = models.BigIntegerField()
    name_hash = models.CharField(max_length=64)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    content_type = models.CharField(max_length=100, blank=True, default="")
    location = models.CharField(max_length=500, blank=True, default="")
    body = models.BinaryField(default=b"")
    created_at = models.DateTimeField(default=now, db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "key_id", "name_hash"], name="api_kept_reply_once"),
        ]

    def __str__(self) -> str:
        return f"reply of {self.created_at:%Y-%m-%d %H:%M}"
