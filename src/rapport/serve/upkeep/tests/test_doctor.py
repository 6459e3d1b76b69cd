import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.core.home import Home
from rapport.serve.upkeep.doctor import CHECKS, check_disk, check_home, check_safety, check_spools
from rapport.serve.upkeep.finding import Status

from .conftest import Append

Rapport = Callable[..., subprocess.CompletedProcess[str]]


def _checks(done: subprocess.CompletedProcess[str]) -> dict[str, tuple[str, str]]:
    return {check["check"]: (check["status"], check["detail"]) for check in json.loads(done.stdout)["checks"]}


def test_a_healthy_home_passes_every_check(rapport: Rapport, append: Append) -> None:
    append("a")
    rapport("doctor")  # nothing is stored by looking
    rapport("compact")

    done = rapport("doctor", "--json")

    checks = _checks(done)
    assert (done.returncode, json.loads(done.stdout)["ok"]) == (0, True), done.stdout
    assert checks["store of default"][1].startswith("100 interactions of 100 people, up to batch ")
    assert checks["spool of default"] == ("ok", "nothing waits; 0 rejected rows are kept")
    assert checks["owner"][1].startswith("no process keeps the home open")


def test_what_waits_is_told_and_left_waiting(rapport: Rapport, append: Append) -> None:
    append("a")

    for _ in range(2):
        checks = _checks(rapport("doctor", "--json"))

        assert checks["spool of default"][0] == "warning"
        assert checks["spool of default"][1].startswith("100 rows wait to be stored; the next command")


def test_it_asks_the_process_that_owns_the_home(
    serving: "subprocess.Popen[str]", rapport: Rapport, append: Append, home: Home
) -> None:
    append("a")
    rapport("compact")

    checks = _checks(rapport("doctor", "--json"))

    assert checks["owner"][1] == f"process {serving.pid} (`rapport serve`) keeps the home open"
    assert checks["store of default"][1].startswith("100 interactions")


@pytest.mark.parametrize("name", ["spool.db", "store.duckdb"])
def test_a_damaged_file_fails_and_the_other_checks_still_run(rapport: Rapport, append: Append, home: Home, name: str) -> None:
    append("a")
    rapport("compact")
    (home.workspace("default").path / name).write_bytes(b"no database at all " * 5000)

    done = rapport("doctor", "--json")

    part = name.split(".", maxsplit=1)[0]
    checks = _checks(done)
    assert done.returncode == 1
    assert checks[f"{part} of default"][0] == "failed"
    assert checks["owner"][0] == "ok"


def test_a_damaged_operational_database_fails(rapport: Rapport, process_environment: dict[str, str], home: Home) -> None:
    if "DATABASE_URL" in process_environment:
        pytest.skip("this run is on PostgreSQL, which looks after its own files")
    home.control_db.write_bytes(b"no database at all " * 5000)

    done = rapport("doctor", "--json")

    assert done.returncode == 1
    assert _checks(done)["database"][0] == "failed"
    assert "damaged" in _checks(done)["database"][1]


def test_it_makes_no_home(rapport: Rapport, tmp_path: Path) -> None:
    done = rapport("doctor", "--home", str(tmp_path / "new"))

    assert done.returncode == 0
    assert "does not exist yet" in done.stdout
    assert not (tmp_path / "new").exists()


def test_a_home_that_others_can_read_is_unsafe(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.path.chmod(0o755)
    (home.path / "secret_key").write_text("s")
    (home.path / "secret_key").chmod(0o644)
    monkeypatch.setenv("RAPPORT_DEBUG", "1")
    monkeypatch.setenv("STORE_URL", "clickhouse://u:p@store.example/x")

    found = [finding.detail for finding in check_safety(home)]

    assert len(found) == 4
    assert f"chmod 700 {home.path}" in found[0]
    assert "chmod 600" in found[1]
    assert "store.example" in found[2]
    assert "RAPPORT_DEBUG" in found[3]


def test_a_closed_home_is_safe(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.path.chmod(0o700)
    monkeypatch.delenv("DATABASE_URL", raising=False)

    assert [finding.status for finding in check_safety(home)] == [Status.OK]


def test_rejected_rows_are_counted(home: Home, append: Append) -> None:
    from rapport.spool.public import Reject

    append("a", rejects=(Reject("a", "till", "", "f.csv", 1, "{}", "bad_time", "Write it."),))

    (finding,) = check_spools(home)

    assert "1 rejected rows are kept" in finding.detail


def test_the_home_and_its_disk_are_looked_at(home: Home) -> None:
    assert [finding.status for finding in check_home(home)] == [Status.OK]
    assert "free" in next(check_disk(home)).detail
    assert len(CHECKS) == 9
