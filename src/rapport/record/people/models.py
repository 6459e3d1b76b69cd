"""Private tables: other packages use `public`.

What people write about a person hangs on the person's surest identifier at that time (`identifier_id`), not on the person:
so it goes along with that identifier when people are merged and taken apart.
"""

from django.db import models


class Note(models.Model):
    """What somebody of the brand wrote about a person."""

    workspace_id = models.BigIntegerField()
    identifier_id = models.BigIntegerField(db_index=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    text = models.TextField()

    def __str__(self) -> str:
        return f"note {self.pk}"


class Tag(models.Model):
    """A word by which people are grouped by hand."""

    workspace_id = models.BigIntegerField()
    identifier_id = models.BigIntegerField()
    name = models.CharField(max_length=100)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["identifier_id", "name"], name="people_one_tag_of_a_name")]
        indexes = [models.Index(fields=["workspace_id", "name"], name="people_tag_by_name")]

    def __str__(self) -> str:
        return self.name


class Company(models.Model):
    """The name of the company behind an e-mail domain."""

    workspace_id = models.BigIntegerField()
    domain = models.CharField(max_length=253)
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace_id", "domain"], name="people_one_company_of_a_domain")]

    def __str__(self) -> str:
        return self.name


class Suppression(models.Model):
    """An address that must not be contacted on a channel. The hash stays when the person is erased, the address goes."""

    workspace_id = models.BigIntegerField()
    channel = models.CharField(max_length=16)
    key = models.BinaryField(max_length=16)
    address = models.TextField(blank=True)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace_id", "channel", "key"], name="people_suppressed_once")]

    def __str__(self) -> str:
        return f"{self.channel} suppressed"


class Erasure(models.Model):
    """An erasure under way. It is deleted when nothing is left to do; one that a crash interrupted is taken up again."""

    workspace_id = models.BigIntegerField()
    person_id = models.BigIntegerField()
    started_at = models.DateTimeField()
    numbers = models.JSONField()
    needles = models.JSONField()

    def __str__(self) -> str:
        return f"erasure of person {self.person_id}"
