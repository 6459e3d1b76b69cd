"""The history of imports."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rapport.core.errors import UserError
from rapport.spool.public import ImportRun, open_spool

RUN = ImportRun("a1", "shop", ("orders.csv", "ça.csv.gz"), "cdnow", datetime(2026, 1, 31, 12, 0, 0, 5, tzinfo=UTC))


def test_a_run_is_in_the_history_while_it_runs_and_after_it_ended(tmp_path: Path) -> None:
    with open_spool(tmp_path / "spool.db") as spool:
        spool.start_import(RUN)
        assert spool.imports() == [RUN]

        spool.finish_import("a1", read=12, outcome="stopped")

        (ended,) = spool.imports()
    assert ended.finished_at is not None
    assert ended == replace(RUN, read=12, outcome="stopped", finished_at=ended.finished_at)


def test_the_latest_comes_first(tmp_path: Path) -> None:
    with open_spool(tmp_path / "spool.db") as spool:
        for day in (3, 1, 2):
            spool.start_import(replace(RUN, id=f"day{day}", started_at=datetime(2026, 1, day, tzinfo=UTC)))

        assert [run.id for run in spool.imports(limit=2)] == ["day3", "day2"]


def test_an_unknown_import_cannot_be_finished(tmp_path: Path) -> None:
    with open_spool(tmp_path / "spool.db") as spool, pytest.raises(UserError, match="no import 'b2'"):
        spool.finish_import("b2", read=0)
