"""Makes the home usable: its folder, Django, and the operational database migrated to what this version expects."""

import contextlib
import fcntl
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from rapport.core.errors import UserError
from rapport.core.home import Home

_MIGRATION = re.compile(r"\d{4}_\w+\.py")
_ADVISORY_LOCK = 7_270_707


SETTINGS, WEB_SETTINGS = "rapport.serve.settings", "rapport.serve.settings.web"


def prepare(home: Home, *, settings: str = SETTINGS) -> None:
    """Make the home if it is missing, start Django, and migrate when needed. Many processes may do so at once."""
    home.create()
    start_django(home, settings=settings)
    migrate_when_needed(home)


def start_django(home: Home, *, settings: str = SETTINGS) -> None:
    """Start Django for the home. A process works in one home only.

    Settings that the process inherits from one of ours that started it do not count: that one may not show pages.
    """
    from django.apps import apps
    from django.conf import settings as chosen

    os.environ["RAPPORT_HOME"] = str(home.path)
    if not chosen.configured:
        os.environ["DJANGO_SETTINGS_MODULE"] = settings
    # Not django.setup(): that also loads URLs, HTTP and templates, a fifth of the start-up time.
    apps.populate(chosen.INSTALLED_APPS)


def close_connections() -> None:
    """Close this thread's connections to the operational database, where it ever came to that."""
    if "django.db" in sys.modules:
        from django.db import connections

        connections.close_all()


def migrate_when_needed(home: Home) -> None:
    """Migrate the operational database unless it is up to date, which costs one small query to find out.

    Raises UserError when a newer version of Rapport has migrated it further than this one knows.
    """
    with _only_one(home):
        known, applied = known_migrations(), applied_migrations()
        refuse_newer(known, applied)
        if known - applied:
            from django.core.management import call_command

            call_command("migrate", interactive=False, verbosity=0)


def known_migrations() -> set[tuple[str, str]]:
    """Return (app label, name) of every migration in the program, from the file names alone."""
    from django.apps import apps

    return {
        (app.label, path.stem)
        for app in apps.get_app_configs()
        for path in Path(app.path, "migrations").glob("*.py")
        if _MIGRATION.fullmatch(path.name)
    }


def applied_migrations() -> set[tuple[str, str]]:
    """Return (app label, name) of every migration that the operational database has seen."""
    from django.db import DatabaseError, connection

    with connection.cursor() as cursor:
        try:
            cursor.execute("SELECT app, name FROM django_migrations")
        except DatabaseError as error:
            if any(words in str(error) for words in ("no such table", "does not exist")):
                return set()
            raise
        return set(cursor.fetchall())


def refuse_newer(known: set[tuple[str, str]], applied: set[tuple[str, str]]) -> None:
    """Raise UserError when the database has migrations after the newest that this program knows."""
    newest = {label: max(name for other, name in known if other == label) for label, _ in known}
    if any(label in newest and name > newest[label] for label, name in applied - known):
        raise UserError(
            "A newer version of Rapport has worked in this home. Install that version, or restore a backup from before."
        )


@contextlib.contextmanager
def _only_one(home: Home) -> Iterator[None]:
    """Let one process at a time look and migrate: of this home by a file, of a shared PostgreSQL by an advisory lock."""
    from django.db import connection

    with (home.path / "migrate.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_ADVISORY_LOCK])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_ADVISORY_LOCK])
