"""Takes away what has served its time: sessions, links, invitations. The audit log stays."""

from datetime import timedelta

from rapport.core.clock import now

KEPT_AFTER_CLOSING = timedelta(days=90)
"""So long, a closed invitation and a revoked key can be asked about."""


def clear_expired() -> None:
    """Delete expired sessions and what hangs on them, old counts, used-up links, invitations and keys closed long ago."""
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.models import Session
    from django.db.models import Q

    from rapport.accounts import models

    at, long_ago = now(), now() - KEPT_AFTER_CLOSING
    Session.objects.filter(expire_date__lt=at).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    models.SignInLink.objects.filter(expires_at__lt=at).delete()
    models.Attempt.objects.filter(expires__lt=at).delete()
    closed = Q(accepted_at__lt=long_ago) | Q(revoked_at__lt=long_ago) | Q(expires_at__lt=long_ago)
    models.Invitation.objects.filter(closed).delete()
    models.ApiKey.objects.filter(Q(revoked_at__lt=long_ago) | Q(expires_at__lt=long_ago)).delete()
