"""`rapport demo`, as people run it."""

import argparse
import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.core.commands import CommandContext
from rapport.core.errors import UserError
from rapport.core.home import Home
from rapport.serve.demo import market, truth
from rapport.serve.demo.commands import run

Rapport = Callable[..., subprocess.CompletedProcess[str]]
PLAN = ("--people", "120", "--until", "2026-06-15")


def json_of(done: subprocess.CompletedProcess[str]) -> dict[str, object]:
    assert done.returncode == 0, done.stderr
    read: dict[str, object] = json.loads(done.stdout)
    return read


def truth_of(home: Home) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (home.workspace("demo").path / "truth").iterdir()}


def test_it_makes_a_company_once_and_anew_when_told_and_touches_nothing_else(
    rapport: Rapport, home: Home, tmp_path: Path
) -> None:
    answers = tmp_path / "answers.csv"
    answers.write_text("id,date,email,nps\n1,2026-01-05,dana@example.com,9\n")
    assert rapport("import", str(answers)).returncode == 0

    first = json_of(rapport("demo", *PLAN, "--json"))
    written = truth_of(home)
    again = json_of(rapport("demo", "--json"))
    anew = json_of(rapport("demo", *PLAN, "--reset", "--json"))

    assert (first["is_new"], again["is_new"], anew["is_new"]) == (True, False, True)
    assert first["interactions"] == anew["interactions"]
    assert int(str(first["interactions"])) > 2000
    assert truth_of(home) == written
    assert sorted(written) == ["identifiers.csv", "people.csv"]
    assert len(list(csv.DictReader(written["people.csv"].decode().splitlines()))) == 120
    shown = json_of(rapport("workspace", "show", "--workspace", "demo", "--json"))
    assert (shown["name"], shown["currency"], shown["zone"]) == (market.NAME, "EUR", "Europe/Vilnius")
    listed = rapport("rejects", "list", "--workspace", "demo").stdout
    assert all(reason in listed for reason in ("bad_time", "bad_amount", "unknown_kind"))
    notes = rapport("annotate", "list", "--workspace", "demo").stdout
    assert all(kind in notes for kind in ("incident", "improvement", "release", "campaign"))
    untouched = json.loads(rapport("ask", "interactions", "--from", "2026-01-01", "--to", "2026-01-31", "--json").stdout)
    assert untouched["rows"][0]["value"] == 1


def test_a_workspace_of_that_name_with_real_people_stays_as_it_is(rapport: Rapport) -> None:
    rapport("workspace", "create", "demo", "--name", "Our own")

    refused, reset = rapport("demo", *PLAN), rapport("demo", *PLAN, "--reset")

    assert (refused.returncode, reset.returncode) == (2, 2)
    assert "is not simulated (Our own). It stays as it is" in reset.stderr
    assert "Our own" in rapport("workspace", "list").stdout


def test_a_making_that_was_interrupted_is_taken_up_again(
    rapport: Rapport, home: Home, process_environment: dict[str, str]
) -> None:
    command = [sys.executable, "-m", "rapport.serve.cli.main", "demo", "--people", "300", "--until", "2026-06-15"]
    making = subprocess.Popen(command, env=process_environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not (home.workspace("demo").path / "truth" / "people.csv").exists():
        assert making.poll() is None
    making.kill()
    making.communicate()

    done = json_of(rapport("demo", *PLAN, "--json", timeout_s=120))

    assert (done["is_new"], done["people"]) == (True, 300)
    assert json_of(rapport("demo", "--json"))["is_new"] is False


def test_it_tells_the_truth_without_making_anything(rapport: Rapport, home: Home) -> None:
    told = json_of(rapport("demo", "--truth", "--json", *PLAN))
    read = rapport("demo", "--truth", *PLAN).stdout

    assert not home.workspace("demo").path.exists()
    effects = {effect["key"]: effect["size"] for effect in told["effects"]}  # type: ignore[attr-defined]  # JSON
    assert effects["delay_nps"] == truth.NPS_PER_DELAY_DAY
    assert effects["portal_ces"] == truth.IMPROVEMENT.ces
    assert told["incident"]["carrier"] in read  # type: ignore[index]  # JSON
    assert "made up" in read


@pytest.mark.parametrize("wrong", [{"people": 0}, {"until": "tomorrow"}, {"until": "2999-01-01"}], ids=str)
def test_what_cannot_be_made_is_refused(wrong: dict[str, object], home: Home) -> None:
    arguments = argparse.Namespace(**{"people": 10, "seed": 7, "until": None, "truth": False, "reset": False} | wrong)
    context = CommandContext(home, "demo", False, io.StringIO(), io.StringIO(), False, 80)

    with pytest.raises(UserError):
        run(arguments, context)
