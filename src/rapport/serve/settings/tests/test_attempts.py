"""Attempts to sign in are counted in the operational database where pages run in several processes."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rapport.accounts.models import Attempt
from rapport.accounts.public import Role, Workspace
from rapport.accounts.tests.factories import PASSWORD, make_member
from rapport.core.clock import now
from rapport.serve.settings.attempts import attempt_settings

pytestmark = [pytest.mark.django_db, pytest.mark.urls("rapport.accounts.tests.urls")]

ALICE = "alice@example.com"


@pytest.fixture(autouse=True)
def _in_several_processes(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("STORE_URL", "clickhouse://localhost:8123/rapport")
    settings.CACHES = attempt_settings()["CACHES"]
    yield
    cache.clear()


def log_in(password: str) -> str:
    return Client().post("/account/login/", {"login": ALICE, "password": password}).content.decode()


def test_five_wrong_passwords_lock_and_what_is_kept_names_nobody(workspace: Workspace) -> None:
    make_member(workspace, Role.OWNER, email=ALICE, password=PASSWORD)

    answers = [log_in("wrong") for _ in range(5)]

    assert all("do not belong together" in answer for answer in answers)
    assert "locked for up to five minutes" in log_in(PASSWORD)
    kept = str(list(Attempt.objects.values_list()))
    assert Attempt.objects.filter(expires__gt=now()).count() >= 2
    assert "127.0.0.1" not in kept
    assert ALICE not in kept


def test_looking_at_the_page_counts_nothing() -> None:
    with CaptureQueriesContext(connection) as asked:
        Client().get("/account/login/")

    assert not [query["sql"] for query in asked if Attempt._meta.db_table in query["sql"]]
