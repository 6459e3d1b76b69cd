"""Examines an installation and says what is wrong with it, and what to do."""

import importlib.metadata
import io
import json
import os
import platform
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from rapport import __version__
from rapport.core.errors import RapportError
from rapport.core.home import Home
from rapport.serve.invocation.public import explain
from rapport.serve.upkeep.exposure import check_exposure
from rapport.serve.upkeep.finding import Check, Finding, Status
from rapport.serve.upkeep.sizes import format_bytes

LIBRARIES = ("django", "duckdb", "pyarrow", "numpy", "scipy", "msgspec")
FREE_TO_WORK = 200 * 2**20
FREE_TO_BE_CALM = 2 * 2**30
OLDEST_SQLITE = (3, 35)  # RETURNING
LOCAL_HOSTS = ("", "localhost", "127.0.0.1", "::1")


def examine(home: Home) -> list[Finding]:
    """Run every check. Nothing is made or changed: not even a home that is missing."""
    return _run(CHECKS, home)


def examine_stores(home: Home) -> list[Finding]:
    """Run the checks that need the stores. For the process that owns the home."""
    return _run((check_stores,), home)


def _run(checks: tuple[Check, ...], home: Home) -> list[Finding]:
    findings: list[Finding] = []
    for check in checks:
        try:
            findings += check(home)
        except Exception as error:  # noqa: BLE001 (a check that fails is a finding, and the others still run)
            detail = str(explain(error) or f"{type(error).__name__}: {error}")
            findings.append(Finding(check.__name__.removeprefix("check_").replace("_", " "), Status.FAILED, detail))
    return findings


def check_versions(home: Home) -> Iterator[Finding]:
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES)
    yield Finding("versions", Status.OK, f"Rapport {__version__}, Python {platform.python_version()}, {versions}")
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        yield Finding(
            "sqlite", Status.FAILED, f"SQLite {sqlite3.sqlite_version} is too old; Rapport needs 3.35. Use a newer Python."
        )


def check_home(home: Home) -> Iterator[Finding]:
    if not home.path.is_dir():
        yield Finding("home", Status.WARNING, f"{home.path} does not exist yet. The first command makes it.")
        return
    try:
        with tempfile.TemporaryFile(dir=home.path):
            pass
    except OSError as error:
        yield Finding("home", Status.FAILED, f"{home.path} cannot be written to: {error.strerror}. Check who owns it.")
        return
    yield Finding("home", Status.OK, f"{home.path} can be written to")


def check_disk(home: Home) -> Iterator[Finding]:
    folder = next(path for path in (home.path, *home.path.parents) if path.exists())
    free = shutil.disk_usage(folder).free
    status = Status.FAILED if free < FREE_TO_WORK else Status.WARNING if free < FREE_TO_BE_CALM else Status.OK
    advice = "" if status is Status.OK else "; make room soon: compacting and backups need space for a copy"
    yield Finding("disk", status, f"{format_bytes(free)} free{advice}")


def check_safety(home: Home) -> Iterator[Finding]:
    problems = [*_open_files(home), *_unencrypted_connections()]
    if os.environ.get("RAPPORT_DEBUG"):
        problems.append("RAPPORT_DEBUG is set: error messages may show people's data. Unset it when you are done.")
    if 0 < len(os.environ.get("RAPPORT_SECRET_KEY", "")) < 32:
        problems.append("RAPPORT_SECRET_KEY is shorter than 32 characters. Make one with: openssl rand -base64 48")
    for problem in problems:
        yield Finding("safety", Status.WARNING, problem)
    if not problems:
        yield Finding("safety", Status.OK, "only you can read the home")


def _open_files(home: Home) -> Iterator[str]:
    if home.path.is_dir() and home.path.stat().st_mode & 0o077:
        yield f"Others on this machine can read {home.path}. Close it with: chmod 700 {home.path}"
    secret = home.path / "secret_key"
    if secret.exists() and secret.stat().st_mode & 0o077:
        yield f"Others on this machine can read {secret}. Close it with: chmod 600 {secret}"


def _unencrypted_connections() -> Iterator[str]:
    for name, option in (("DATABASE_URL", "sslmode"), ("STORE_URL", "secure")):
        url = urlsplit(os.environ.get(name, ""))
        if (url.hostname or "") not in LOCAL_HOSTS and option not in parse_qs(url.query):
            yield f"{name} reaches {url.hostname} without saying that it must be encrypted. Add {option} to it."


def check_database(home: Home) -> Iterator[Finding]:
    from rapport.serve.invocation.public import applied_migrations, known_migrations, refuse_newer, start_django

    if not os.environ.get("DATABASE_URL") and not home.control_db.exists():
        yield Finding("database", Status.WARNING, "There is none yet. The first command makes it.")
        return
    start_django(home)
    from django.db import connection

    known, applied = known_migrations(), applied_migrations()
    refuse_newer(known, applied)
    missing = len(known - applied)
    yield Finding(
        "database",
        Status.WARNING if missing else Status.OK,
        f"{connection.display_name} answers; "
        + (f"{missing} migrations are due, the next command runs them" if missing else "migrated"),
    )
    if connection.vendor == "sqlite":
        yield _sqlite_finding("database file", Path(str(connection.settings_dict["NAME"])))


def check_spools(home: Home) -> Iterator[Finding]:
    from rapport.serve.worker.public import is_owned
    from rapport.spool.public import open_spool

    for slug in _slugs(home):
        path = home.workspace(slug).spool
        if not path.exists():
            continue
        damage = _sqlite_finding(f"spool of {slug}", path)
        if damage.status is not Status.OK:
            yield damage
            continue
        with open_spool(path) as spool:
            backlog, rejects = spool.backlog(), sum(spool.count_rejects().values())
        waits = f"{backlog.rows:,} rows wait to be stored" if backlog.rows else "nothing waits"
        is_left = backlog.rows and not is_owned(home)
        advice = "; the next command that asks stores them" if is_left else ""
        yield Finding(
            f"spool of {slug}",
            Status.WARNING if is_left else Status.OK,
            f"{waits}{advice}; {rejects:,} rejected rows are kept" + (" (`rapport rejects list`)" if rejects else ""),
        )


def check_owner(home: Home) -> Iterator[Finding]:
    from rapport.serve.worker.public import is_owned, read_address

    if not home.path.is_dir() or not is_owned(home):
        yield Finding("owner", Status.OK, "no process keeps the home open; each command opens it for itself")
        return
    address = read_address(home)
    who = f"process {address.pid} (`rapport {address.doing}`)" if address else "a process that is just starting"
    yield Finding("owner", Status.OK, f"{who} keeps the home open")


def check_stores_where_they_are(home: Home) -> Iterator[Finding]:
    """The stores are examined by the process that owns them."""
    if not _slugs(home):
        yield Finding("stores", Status.OK, "nothing is stored yet")
        return
    from rapport.serve.invocation.public import parse, prepare
    from rapport.serve.worker.public import run_where_the_store_is

    prepare(home)
    out, progress = io.StringIO(), io.StringIO()
    argv = ["--home", str(home.path), "--json", "doctor", "--part", "stores"]
    run_where_the_store_is(parse(argv, cwd=Path.cwd()), argv, out=out, progress=progress, is_check=True)
    said = json.loads(out.getvalue() or "{}")
    if "checks" not in said:
        yield Finding("stores", Status.FAILED, progress.getvalue().strip() or "The owner does not answer.")
        return
    for check in said["checks"]:
        yield Finding(check["check"], Status(check["status"]), check["detail"])


def check_stores(home: Home) -> Iterator[Finding]:
    for slug in _slugs(home):
        try:
            yield _store_finding(slug)
        except RapportError as error:
            yield Finding(f"store of {slug}", Status.FAILED, str(error))


def _store_finding(slug: str) -> Finding:
    from rapport.record.store.public import current_store

    store = current_store(slug)
    found = store.check()
    summary = f"{found.interactions:,} interactions of {found.people:,} people, up to batch {store.applied()}"
    if found.is_whole:
        return Finding(f"store of {slug}", Status.OK, summary)
    counts = {
        "interactions have half a person": found.half_known,
        "traits have no interaction": found.lost_traits,
        "interactions are stored twice": found.twice,
    }
    problems = "; ".join(f"{count:,} {what}" for what, count in counts.items() if count)
    return Finding(f"store of {slug}", Status.FAILED, f"{summary}; {problems}. Restore a backup and report this.")


def _sqlite_finding(check: str, path: Path) -> Finding:
    try:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=10)
        try:
            said = [row[0] for row in connection.execute("PRAGMA quick_check(3)")]
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        said = [str(error)]
    if said == ["ok"]:
        return Finding(check, Status.OK, "whole")
    return Finding(check, Status.FAILED, f"{path} is damaged ({said[0]}). Restore a backup: rapport restore FILE --force")


def _slugs(home: Home) -> list[str]:
    folder = home.path / "workspaces"
    return sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


CHECKS: tuple[Check, ...] = (
    check_versions,
    check_home,
    check_disk,
    check_safety,
    check_database,
    check_exposure,
    check_spools,
    check_owner,
    check_stores_where_they_are,
)
