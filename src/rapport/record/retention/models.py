"""Private tables: other packages use `public`."""

from typing import ClassVar

from django.db import models


class Rule(models.Model):
    """After how many days the interactions of a group are deleted."""

    workspace = models.ForeignKey("accounts.Workspace", on_delete=models.CASCADE, related_name="+")
    group = models.CharField(max_length=40)
    days = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["workspace", "group"], name="retention_rule_once")]

    def __str__(self) -> str:
        return f"{self.group}: {self.days} days"
