from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from rapport.accounts import models
from rapport.accounts.api_keys import create_api_key, revoke_api_key
from rapport.accounts.clearing import clear_expired
from rapport.accounts.first_run import make_setup_path
from rapport.accounts.invitations import invite
from rapport.accounts.public import Role, Workspace, audit_log, make_sign_in_link
from rapport.accounts.tests.factories import PASSWORD, make_member
from rapport.core.clock import now

pytestmark = [pytest.mark.django_db, pytest.mark.urls("rapport.accounts.tests.urls")]


def test_what_has_served_its_time_goes_and_the_rest_stays(workspace: Workspace) -> None:
    from allauth.usersessions.models import UserSession

    cache.clear()
    alice = make_member(workspace, Role.OWNER, password=PASSWORD)
    for _ in range(2):
        Client().post("/account/login/", {"login": alice.email, "password": PASSWORD})
    create_api_key(workspace, "old", ["read:figures"])
    revoke_api_key(workspace, models.ApiKey.objects.get().pk)
    create_api_key(workspace, "used", ["read:figures"])
    for address in ("old@example.com", "new@example.com"):
        invite(workspace, address, Role.VIEWER)
    make_sign_in_link(alice.email)
    make_setup_path()
    entries = len(audit_log("alice"))
    long_ago = now() - timedelta(days=91)
    Session.objects.filter(pk=Session.objects.earliest("expire_date").pk).update(expire_date=long_ago)
    models.ApiKey.objects.filter(name="old").update(revoked_at=long_ago)
    models.Invitation.objects.filter(email="old@example.com").update(expires_at=long_ago)
    models.SignInLink.objects.filter(user__isnull=False).update(expires_at=long_ago)
    models.Attempt.objects.create(cache_key="over", value="", expires=long_ago)
    models.Attempt.objects.create(cache_key="counts", value="", expires=now() + timedelta(minutes=5))

    clear_expired()

    assert Session.objects.count() == UserSession.objects.count() == 1
    assert [key.name for key in models.ApiKey.objects.all()] == ["used"]
    assert [one.email for one in models.Invitation.objects.all()] == ["new@example.com"]
    assert [count.cache_key for count in models.Attempt.objects.all()] == ["counts"]
    assert [link.user for link in models.SignInLink.objects.all()] == [None]
    assert len(audit_log("alice")) == entries
