"""Private tables: other packages use `public`."""

from typing import ClassVar

from django.db import models

from rapport.accounts.identity import SignedIn
from rapport.accounts.roles import Role
from rapport.core.clock import now

EMAIL_LENGTH = 254
ROLES = [(role.value, role.value) for role in Role]


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
    ip_addresses = models.CharField(max_length=10, default="keep")
    masks = models.CharField(max_length=100, default="", blank=True)
    simulation = models.TextField(default="", blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.slug


class User(SignedIn):
    """Somebody who signs in. What they may do is said by their memberships, one for each workspace."""

    email = models.EmailField(max_length=EMAIL_LENGTH, unique=True)
    name = models.CharField(max_length=200, blank=True, default="")
    language = models.CharField(max_length=10, blank=True, default="")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=now)
    last_workspace = models.ForeignKey(Workspace, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return self.email


class Membership(models.Model):
    """A user's role in a workspace."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=ROLES)
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "workspace"], name="accounts_membership_once")]

    def __str__(self) -> str:
        return f"{self.user} {self.role} in {self.workspace}"


class Invitation(models.Model):
    """An e-mail address that may join a workspace, with whoever holds the secret of the link."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(max_length=EMAIL_LENGTH)
    role = models.CharField(max_length=10, choices=ROLES)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.email} as {self.role} to {self.workspace}"


class SignInLink(models.Model):
    """A secret that signs one user in, once and soon; without a user it lets the first owner be made."""

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(null=True)
    only_here = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"sign-in link of {self.user}" if self.user else "set-up link"


class Attempt(models.Model):
    """How often somebody tried to sign in lately, counted for all processes. Django's cache reads and writes it."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key


class ApiKey(models.Model):
    """A secret with which a program acts in one workspace. Only a hash of it is kept."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=16, unique=True)
    secret_hash = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)
    requests_per_minute = models.PositiveIntegerField(default=600)
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix})"


class AuditEntry(models.Model):
    """Who did what, when. Rows are only ever added; an erasure takes the erased person out of their words."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    action = models.CharField(max_length=64)
    subject = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict)
    network = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "at"], name="accounts_audit_by_time"),
            models.Index(fields=["workspace", "actor", "at"], name="accounts_audit_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.action} {self.subject}"
