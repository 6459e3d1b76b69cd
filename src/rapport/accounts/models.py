"""Private tables: other packages use `public`."""

from typing import ClassVar

from django.db import models


class Workspace(models.Model):
    """A row of settings; texts are in the canonical form that `settings.SETTINGS` writes."""

    slug = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    secret = models.BinaryField(max_length=32)
    zone = models.CharField(max_length=64, default="UTC")
    currency = models.CharField(max_length=3, default="EUR")
    phone_region = models.CharField(max_length=2, default="", blank=True)
    margin = models.FloatField(null=True)
    cost_per_contact = models.BigIntegerField(null=True)
    cost_per_hour = models.BigIntegerField(null=True)
    business_hours = models.TextField(default="Mon-Fri 09:00-17:00", blank=True)
    holidays = models.TextField(default="", blank=True)
    minimum_cell = models.PositiveIntegerField(default=5)
    inactivity_days = models.PositiveIntegerField(default=90)
    folds_plus = models.BooleanField(default=False)
    simulation = models.TextField(default="", blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.slug


class AuditEntry(models.Model):
    """Who did what, when. Rows are only ever added."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    action = models.CharField(max_length=64)
    subject = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["workspace", "at"], name="accounts_audit_by_time")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.action} {self.subject}"
