import threading

import pytest
from django.db import connection

from rapport.accounts.public import SIGHTS, Workspace, audit_log, create_workspace, delete_workspace, record_sight


@pytest.mark.django_db
def test_a_sight_is_written_at_once_where_no_writer_runs(workspace: Workspace) -> None:
    record_sight(workspace, "person.see", subject="7", actor="user:dana@example.com")

    assert [(entry.actor, entry.action, entry.subject) for entry in audit_log(workspace.slug)[:1]] == [
        ("user:dana@example.com", "person.see", "7")
    ]


@pytest.mark.django_db(transaction=True)
def test_who_looks_does_not_wait_for_who_writes(workspace: Workspace) -> None:
    is_locked, may_end = threading.Event(), threading.Event()
    writer = threading.Thread(target=_write_long, args=(is_locked, may_end))
    writer.start()
    is_locked.wait(30)

    with SIGHTS.writing():
        record_sight(workspace, "person.see", subject="7")
        record_sight(workspace, "person.see", subject="8")
        may_end.set()

    writer.join()
    assert [entry.subject for entry in audit_log(workspace.slug) if entry.action == "person.see"] == ["8", "7"]


@pytest.mark.django_db(transaction=True)
def test_the_log_shows_what_was_seen_before_it_was_opened(workspace: Workspace) -> None:
    with SIGHTS.writing():
        for number in range(50):
            record_sight(workspace, "person.see", subject=str(number))

        assert len([entry for entry in audit_log(workspace.slug) if entry.action == "person.see"]) == 50


@pytest.mark.django_db(transaction=True)
def test_a_workspace_that_was_deleted_takes_its_sights_along_and_no_others(workspace: Workspace) -> None:
    gone = create_workspace("gone")
    delete_workspace("gone")

    with SIGHTS.writing():
        record_sight(gone, "person.see", subject="7")
        record_sight(workspace, "person.see", subject="8")

    assert [entry.subject for entry in audit_log(workspace.slug) if entry.action == "person.see"] == ["8"]


def _write_long(is_locked: threading.Event, may_end: threading.Event) -> None:
    from django.db import transaction

    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE accounts_workspace SET name = name")
            is_locked.set()
            may_end.wait(30)
    finally:
        connection.close()
