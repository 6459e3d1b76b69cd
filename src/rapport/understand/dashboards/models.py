"""Private tables: other packages use `public`."""

from django.db import models


class Dashboard(models.Model):
    """Tiles with a name. `period` is a part of an address that takes the place of each view's own period; empty keeps those."""

    workspace_id = models.BigIntegerField(db_index=True)
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    period = models.CharField(max_length=200, blank=True)
    owner = models.CharField(max_length=200)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Tile(models.Model):
    """A view, or a note (then `view_id` is None), on the grid of a dashboard."""

    dashboard = models.ForeignKey(Dashboard, on_delete=models.CASCADE, related_name="tiles")
    position = models.PositiveIntegerField()
    view_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    shape = models.CharField(max_length=16, blank=True)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"tile {self.pk}"


class Delivery(models.Model):
    """When a dashboard is sent. `sent_for` is the latest due moment that was taken up."""

    dashboard = models.OneToOneField(Dashboard, on_delete=models.CASCADE, related_name="delivery")
    workspace_id = models.BigIntegerField(db_index=True)
    is_on = models.BooleanField()
    rhythm = models.CharField(max_length=8)
    weekday = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField()
    hour = models.PositiveSmallIntegerField()
    sent_for = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"delivery of {self.dashboard_id}"


class Recipient(models.Model):
    """A member who gets a dashboard. `sent_for` is the due moment of the last mail: a second try spares those who have it."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="recipients")
    user_id = models.BigIntegerField()
    sent_for = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["delivery", "user_id"], name="dashboards_one_mail_a_member")]

    def __str__(self) -> str:
        return f"recipient {self.user_id}"
