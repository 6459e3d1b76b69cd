import subprocess
from collections.abc import Callable

import pytest

from rapport.core.errors import UserError
from rapport.core.home import Home
from rapport.serve.invocation.prepare import applied_migrations, known_migrations, migrate_when_needed, refuse_newer

Rapport = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.django_db
def test_all_known_migrations_are_applied_after_preparing(home: Home) -> None:
    migrate_when_needed(home)

    assert known_migrations() == applied_migrations()
    assert ("accounts", "0001_workspaces") in known_migrations()


def test_a_database_of_a_newer_version_is_refused() -> None:
    known = {("accounts", "0001_workspaces")}

    with pytest.raises(UserError, match="newer version"):
        refuse_newer(known, known | {("accounts", "0002_colours")})


def test_the_migrations_of_a_plugin_that_is_gone_are_nobody_s_business() -> None:
    refuse_newer({("accounts", "0001_workspaces")}, {("accounts", "0001_workspaces"), ("plugin", "0001_initial")})


def test_a_migration_that_is_due_is_no_reason_to_refuse() -> None:
    refuse_newer({("accounts", "0001_workspaces"), ("accounts", "0002_colours")}, {("accounts", "0001_workspaces")})


def test_several_first_runs_at_once_make_one_home(home: Home, process_environment: dict[str, str]) -> None:
    import sys

    home.control_db.unlink(missing_ok=True)
    command = [sys.executable, "-m", "rapport.serve.cli.main", "workspace", "list", "--json"]
    processes = [
        subprocess.Popen(command, env=process_environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]

    outputs = [process.communicate(timeout=90) for process in processes]

    assert [(out.count('"default"'), progress) for out, progress in outputs] == [(1, "")] * 3
