import json
import subprocess
from collections.abc import Callable

import pytest

from rapport.core.home import Home

Rapport = Callable[..., subprocess.CompletedProcess[str]]


def count(rapport: Rapport, slug: str) -> int:
    done = rapport("ask", "interactions", "--workspace", slug, "--from", "2020-01-01", "--to", "2030-01-01", "--json")
    assert done.returncode == 0, done.stderr
    return int(json.loads(done.stdout)["rows"][0]["value"] or 0)


def fill(rapport: Rapport, home: Home, slug: str, rows: int) -> None:
    file = home.path.parent / f"{slug}.csv"
    lines = [f"{row},2026-01-0{1 + row % 9},dana{row}@example.com,{row % 11}" for row in range(rows)]
    file.write_text("\n".join(["id,date,email,nps", *lines]))
    done = rapport("import", str(file), "--workspace", slug)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("is_served", [False, True])
def test_a_deleted_workspace_can_be_made_anew_and_is_empty_then(
    rapport: Rapport, home: Home, request: pytest.FixtureRequest, is_served: bool
) -> None:
    if is_served:
        request.getfixturevalue("serving")
    for slug, rows in (("riga", 40), ("tallinn", 25)):
        rapport("workspace", "create", slug)
        fill(rapport, home, slug, rows)

    done = rapport("delete-workspace", "riga")

    assert (done.returncode, done.stdout) == (0, "The workspace riga is gone.\n"), done.stderr
    assert not home.workspace("riga").path.exists()
    assert rapport("ask", "nps", "--workspace", "riga").returncode == 2
    assert rapport("workspace", "create", "riga").returncode == 0
    assert count(rapport, "riga") == 0
    fill(rapport, home, "riga", 12)
    assert (count(rapport, "riga"), count(rapport, "tallinn")) == (12, 25)
    assert rapport("person", "find", "dana39@example.com", "--workspace", "riga", "--json").stdout.count("dana39") == 0


def test_the_default_workspace_and_unknown_ones_are_refused(rapport: Rapport) -> None:
    default, unknown = rapport("delete-workspace", "default"), rapport("delete-workspace", "riga")

    assert (default.returncode, unknown.returncode) == (2, 2)
    assert "always there" in default.stderr
    assert "no workspace called 'riga'" in unknown.stderr
