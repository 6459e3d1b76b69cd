"""The whole program on ClickHouse's engine, chosen by STORE_URL alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ANSWERS = "id,at,email,recommend\n" + "".join(
    f"{n},2026-01-{n:02}T10:00:00Z,person{n}@example.com,{score}\n" for n, score in enumerate((9, 4, 10, 8, 10, 6, 10), start=1)
)


def answers_by(store_url: str, folder: Path) -> dict[str, object]:
    """Import the answers into a home of its own and ask for the NPS."""
    environment = {**os.environ, "RAPPORT_HOME": str(folder / "home"), "STORE_URL": store_url}
    environment.pop("DATABASE_URL", None)
    answers = folder / "answers.csv"
    answers.write_text(ANSWERS)

    def rapport(*arguments: str) -> dict[str, object]:
        command = [sys.executable, "-m", "rapport.serve.cli.main", *arguments, "--json"]
        shown = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, cwd=folder)
        found: dict[str, object] = json.loads(shown.stdout)
        return found

    assert rapport("import", str(answers))["stored"] == 7
    assert rapport("import", str(answers))["duplicate"] == 7
    return rapport("ask", "nps")


@pytest.mark.clickhouse
def test_the_same_files_give_the_same_figures_on_both_engines(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()

    on_duckdb = answers_by("", tmp_path / "one")
    on_clickhouse = answers_by(f"chdb://{tmp_path / 'engine'}", tmp_path / "two")

    assert on_duckdb["rows"]
    assert on_clickhouse == on_duckdb
