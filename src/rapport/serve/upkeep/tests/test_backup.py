import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.core.home import Home

from .conftest import Append

Rapport = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def on_sqlite(process_environment: dict[str, str]) -> None:
    if "DATABASE_URL" in process_environment:
        pytest.skip("this run is on PostgreSQL, which is not in the file")


@pytest.mark.parametrize("is_served", [False, True])
@pytest.mark.usefixtures("on_sqlite")
def test_a_backup_brings_everything_back(
    rapport: Rapport, append: Append, tmp_path: Path, request: pytest.FixtureRequest, is_served: bool
) -> None:
    if is_served:
        request.getfixturevalue("serving")
    rapport("workspace", "set", "margin", "0.4")
    append("a", rows=300)

    taken = rapport("backup", str(tmp_path / "b.tar.zst"), "--json")
    new = ("--home", str(tmp_path / "new"))
    restored = rapport("restore", str(tmp_path / "b.tar.zst"), *new)

    assert (taken.returncode, restored.returncode) == (0, 0), (taken.stderr, restored.stderr)
    assert json.loads(taken.stdout)["not_included"] == []
    assert "home.backup" in rapport("workspace", "log").stdout
    assert '"margin": "0.4"' in rapport("workspace", "show", "--json", *new).stdout
    rapport("compact", *new)  # stores what still waited in the spool when the server was copied
    assert "300 interactions of 300 people" in rapport("doctor", *new).stdout
    assert (tmp_path / "b.tar.zst").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".") or path.name.endswith(".partial")] == []


@pytest.mark.usefixtures("on_sqlite")
def test_batches_that_wait_are_in_the_backup(rapport: Rapport, append: Append, tmp_path: Path, home: Home) -> None:
    append("a", rows=300)
    rapport("backup", str(tmp_path / "b.tar.gz"))
    append("b", rows=50)
    rapport("backup", str(tmp_path / "b.tar.gz"), "--force")

    rapport("restore", str(tmp_path / "b.tar.gz"), "--force")

    rapport("compact")
    assert "350 interactions" in rapport("doctor").stdout


@pytest.mark.usefixtures("on_sqlite")
def test_a_used_home_is_only_replaced_with_force(rapport: Rapport, append: Append, tmp_path: Path, home: Home) -> None:
    append("a", rows=10)
    rapport("backup", str(tmp_path / "b.tar.gz"))
    append("b", rows=10)
    rapport("compact")

    refused = rapport("restore", str(tmp_path / "b.tar.gz"))
    before = rapport("doctor").stdout
    forced = rapport("restore", str(tmp_path / "b.tar.gz"), "--force")

    assert (refused.returncode, forced.returncode) == (2, 0)
    assert "is not empty" in refused.stderr
    assert "20 interactions" in before
    assert "10 interactions" in rapport("doctor").stdout
    assert not list(home.path.glob(".restore-*"))


def test_a_damaged_backup_leaves_the_home_as_it_is(rapport: Rapport, append: Append, tmp_path: Path) -> None:
    append("a", rows=10)
    rapport("compact")
    rapport("backup", str(tmp_path / "b.tar.gz"))
    body = bytearray((tmp_path / "b.tar.gz").read_bytes())
    body[len(body) // 2] ^= 0xFF
    (tmp_path / "b.tar.gz").write_bytes(body)

    done = rapport("restore", str(tmp_path / "b.tar.gz"), "--force")

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "10 interactions" in rapport("doctor").stdout


def test_a_home_in_use_is_not_replaced(serving: "subprocess.Popen[str]", rapport: Rapport, tmp_path: Path) -> None:
    (tmp_path / "b.tar.gz").write_bytes(b"")

    done = rapport("restore", str(tmp_path / "b.tar.gz"), "--force")

    assert done.returncode == 2
    assert f"Process {serving.pid} works in" in done.stderr


def test_where_a_backup_may_not_go_is_told(rapport: Rapport, tmp_path: Path, home: Home) -> None:
    (tmp_path / "there").write_text("mine")

    assert "exists already" in rapport("backup", str(tmp_path / "there")).stderr
    assert "lies in the home folder" in rapport("backup", str(home.path / "b.tar.zst")).stderr
    assert "There is no folder" in rapport("backup", str(tmp_path / "no/such/b.tar.zst")).stderr
    assert (tmp_path / "there").read_text() == "mine"


def test_what_postgresql_holds_is_said_to_be_missing(
    rapport: Rapport, process_environment: dict[str, str], append: Append, tmp_path: Path
) -> None:
    if "DATABASE_URL" not in process_environment:
        pytest.skip("this run is on SQLite, which is in the file")
    append("a", rows=10)

    taken = rapport("backup", str(tmp_path / "b.tar.zst"))
    restored = rapport("restore", str(tmp_path / "b.tar.zst"), "--home", str(tmp_path / "new"))

    assert taken.returncode == 0, taken.stderr
    assert "Not included: The operational database lies in PostgreSQL." in taken.stdout
    assert "pg_dump" in taken.stdout
    assert "pg_dump" in restored.stdout
    assert "10 interactions" in rapport("doctor", "--home", str(tmp_path / "new")).stdout
