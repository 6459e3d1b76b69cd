import re
import stat
import threading
from pathlib import Path

import pytest

import rapport
from rapport.core.errors import UserError
from rapport.core.home import Home
from rapport.serve.settings.catalogue import SETTINGS
from rapport.serve.settings.databases import operational_database
from rapport.serve.settings.installed import installed_apps
from rapport.serve.settings.secret import secret_key

ROOT = Path(rapport.__file__).parent
READ = re.compile(r"""environ(?:\.get\(|\.setdefault\(|\[)\s*["']([A-Z_]+)["']|getenv\(\s*["']([A-Z_]+)["']""")
NOT_OURS = {"DJANGO_SETTINGS_MODULE", "NO_COLOR", "COLUMNS", "TERM", "LANG", "LC_ALL", "FORCE_COLOR", "PATH", "TZ"}


def test_every_environment_variable_that_the_code_reads_is_in_the_catalogue() -> None:
    read = {
        name
        for path in ROOT.rglob("*.py")
        if "tests" not in path.parts
        for match in READ.finditer(path.read_text())
        for name in match.groups()
        if name
    }

    assert read - NOT_OURS == {setting.name for setting in SETTINGS}


def test_every_setting_says_what_it_means_and_what_may_stand_there() -> None:
    for setting in SETTINGS:
        assert setting.meaning.endswith(".")
        assert setting.default
        assert setting.values.endswith(".")


def test_apps_are_found_without_a_list_and_tests_are_none() -> None:
    apps = installed_apps()

    assert "rapport.accounts" in apps
    assert apps == sorted(apps)
    assert not [app for app in apps if "tests" in app]


def test_the_operational_database_is_a_file_in_the_home(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)

    entry = operational_database(home)

    assert entry["NAME"] == str(home.control_db)
    assert entry["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_url_names_another_operational_database(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://alice:p%40ss@db.example:5433/rapport?sslmode=require")

    entry = operational_database(home)

    assert (entry["HOST"], entry["PORT"], entry["NAME"], entry["PASSWORD"]) == ("db.example", 5433, "rapport", "p@ss")
    assert entry["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize("url", ["mysql://localhost/rapport", "postgres//localhost", "nonsense", "postgresql://host:port/x"])
def test_a_url_that_names_no_such_database_is_refused_with_the_right_form(
    home: Home, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(UserError, match="postgresql://USER:PASSWORD@HOST:PORT/NAME"):
        operational_database(home)


def test_the_secret_key_is_made_once_and_only_its_owner_can_read_it(home: Home) -> None:
    key = secret_key(home)

    assert len(key) >= 50
    assert secret_key(home) == key
    assert stat.S_IMODE((home.path / "secret_key").stat().st_mode) == 0o600


def test_all_who_ask_for_the_secret_key_at_once_get_the_same(home: Home) -> None:
    keys: list[str] = []
    threads = [threading.Thread(target=lambda: keys.append(secret_key(home))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(keys)) == 1
    assert len(keys) == 8
    assert sorted(path.name for path in home.path.iterdir()) == ["secret_key", "workspaces"]


def test_a_secret_key_may_be_given(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_SECRET_KEY", "given")

    assert secret_key(home) == "given"
    assert not (home.path / "secret_key").exists()


@pytest.mark.django_db
def test_sqlite_is_opened_so_that_nothing_is_lost_or_left_behind(django_db_setup: None) -> None:
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("this run is on PostgreSQL")
    pragmas = {}
    with connection.cursor() as cursor:
        for name in ("journal_mode", "secure_delete", "foreign_keys"):
            pragmas[name] = cursor.execute(f"PRAGMA {name}").fetchone()[0]

    assert pragmas == {"journal_mode": "wal", "secure_delete": 1, "foreign_keys": 1}
