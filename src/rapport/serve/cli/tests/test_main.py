"""The program as people run it."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.core.home import Home

Rapport = Callable[..., subprocess.CompletedProcess[str]]
PROGRAM = (sys.executable, "-m", "rapport.serve.cli.main")


def test_asking_for_help_is_fast_and_loads_no_engine(process_environment: dict[str, str]) -> None:
    heavy = "django", "duckdb", "pyarrow", "numpy", "scipy", "pyreadstat", "openpyxl", "phonenumbers"
    code = (
        "import sys; from rapport.serve.cli.main import main; main(['--help']);"
        f"print('LOADED', sorted(set({heavy}) & set(sys.modules)))"
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN)

    out = subprocess.run([sys.executable, "-c", code], env=process_environment, capture_output=True, text=True, check=True).stdout

    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert out.splitlines()[-1] == "LOADED []"
    # Processor time, since the machine may be busy with something else.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.4


def test_without_arguments_it_shows_the_help_and_makes_no_home(tmp_path: Path) -> None:
    environment = os.environ | {"RAPPORT_HOME": str(tmp_path / "new")}

    done = subprocess.run(PROGRAM, env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert "Examples:" in done.stdout
    assert not (tmp_path / "new").exists()


def test_a_mistake_is_one_line_and_a_code(rapport: Rapport) -> None:
    done = rapport("workspace", "set", "margin", "35")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "rapport: '35' is not a margin. Write a share from 0 to 1, such as 0.35 for 35 %.\n"


def test_a_mistake_is_json_for_programs_that_want_it(rapport: Rapport) -> None:
    done = rapport("--json", "workspace", "set", "margin", "35")

    assert done.stderr.count("\n") == 1
    told = json.loads(done.stdout)
    assert (told["error"], told["exit_code"]) == (done.stderr.removeprefix("rapport: ").strip(), 2)
    assert told["notices"][told["error"]]["parts"] == {"text": "35"}


def test_workspaces_are_made_and_set_up(rapport: Rapport) -> None:
    assert rapport("workspace", "create", "riga", "--name", "Riga shop").returncode == 0
    rapport("workspace", "set", "zone", "Europe/Riga", "--workspace", "riga")

    shown = rapport("--json", "workspace", "show", "--workspace", "riga").stdout
    log = rapport("workspace", "log", "--workspace", "riga").stdout

    assert '"zone": "Europe/Riga"' in shown
    assert "workspace.set" in log
    assert rapport("workspace", "show", "--workspace", "nosuch").stderr.startswith(
        "rapport: There is no workspace called 'nosuch'"
    )


def test_a_reader_that_has_seen_enough_is_no_error(process_environment: dict[str, str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)

    done = subprocess.run(
        [*PROGRAM, "workspace", "show"], env=process_environment, stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)

    assert (done.returncode, done.stderr) == (141, "")


def test_output_that_finds_no_room_is_told(process_environment: dict[str, str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*PROGRAM, "workspace", "show"], env=process_environment, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )

    assert done.returncode == 2
    assert done.stderr.startswith("rapport: The disk is full.")


def test_a_terminal_that_cannot_show_a_letter_gets_an_escape(rapport: Rapport, process_environment: dict[str, str]) -> None:
    rapport("workspace", "create", "bkk", "--name", "กรุงเทพ")
    environment = process_environment | {"PYTHONIOENCODING": "latin-1"}

    done = subprocess.run([*PROGRAM, "workspace", "list"], env=environment, capture_output=True, check=False)

    assert done.returncode == 0
    assert rb"\u0e01" in done.stdout


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody who may not write")
def test_a_home_that_cannot_be_written_to_is_told(home: Home, process_environment: dict[str, str], tmp_path: Path) -> None:
    for folder in (tmp_path, *tmp_path.parents[:3], home.path):
        folder.chmod(folder.stat().st_mode | 0o055)
    code = (
        "import os, sys; from rapport.serve.cli import main; import rapport.serve.invocation.public;"
        "from rapport.core.commands import COMMANDS; list(COMMANDS); os.setgid(65534); os.setuid(65534);"
        "sys.exit(main.main(['workspace', 'list']))"
    )

    done = subprocess.run([sys.executable, "-c", code], env=process_environment, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert done.stderr == f"rapport: The home folder {home.path} cannot be written to. Give another with --home.\n"


def test_a_home_that_is_a_file_is_told(process_environment: dict[str, str], tmp_path: Path, rapport: Rapport) -> None:
    (tmp_path / "file").write_text("")

    done = rapport("workspace", "list", "--home", str(tmp_path / "file"))

    assert done.returncode == 2
    assert "Give another with --home." in done.stderr
    assert done.stderr.count("\n") == 1
