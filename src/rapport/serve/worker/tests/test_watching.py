import time
from pathlib import Path

from rapport.core.home import Home
from rapport.serve.worker.watching import FIND_EVERY_S, LOOK_ANYWAY_S, HomeWatch, SpoolWatch


def test_a_write_is_noticed_once(tmp_path: Path) -> None:
    spool = tmp_path / "spool.db"
    spool.write_bytes(b"a")
    watch = SpoolWatch(spool)
    assert watch.has_changed()
    assert not watch.has_changed()

    (tmp_path / "spool.db-wal").write_bytes(b"b")

    assert watch.has_changed()
    assert not watch.has_changed()


def test_it_is_looked_into_now_and_then_in_any_case(tmp_path: Path) -> None:
    watch = SpoolWatch(tmp_path / "spool.db")
    watch.has_changed()

    time.sleep(LOOK_ANYWAY_S * 1.2)

    assert watch.has_changed()


def test_a_workspace_is_found_when_it_gets_a_spool(home: Home) -> None:
    watch = HomeWatch(home)
    home.workspace("riga").path.mkdir()
    assert watch.slugs() == []

    home.workspace("riga").spool.write_bytes(b"")
    time.sleep(FIND_EVERY_S * 1.2)

    assert watch.slugs() == ["riga"]


def test_a_home_without_workspaces_has_none(tmp_path: Path) -> None:
    assert HomeWatch(Home(tmp_path)).slugs() == []
