"""A command gives the same whether it runs here or in the owner."""

import signal
from collections.abc import Callable
from pathlib import Path

from rapport.core.home import Home

from .conftest import Popen, owner_of, wait_until

Run = Callable[..., tuple[str, str, int]]

LINES = [
    ("probe-say", "สวัสดี", "Zoë", "🙂", "--times", "3"),
    ("probe-say", "a long output", "--times", "20000"),
    ("--json", "probe-say", "--workspace", "other", "--exit", "3"),
    ("probe-say", "half an answer", "--fail", "user"),
    ("probe-say", "--fail", "unexpected"),
    ("probe-say", "--fail", "disk"),
    ("ask", "nps", "--json"),
    ("person", "show", "nobody@example.com"),
]


def test_output_notes_and_exit_code_are_the_same_with_and_without_an_owner(
    start: Callable[..., Popen], run: Run, home: Home
) -> None:
    here = [run(*line) for line in LINES]

    start("serve", "--only", "digest")
    owner_of(home)
    there = [run(*line) for line in LINES]

    assert there == here
    assert [code for _, _, code in here] == [0, 0, 3, 2, 70, 2, 0, 2]


def test_a_relative_path_is_meant_from_where_the_command_was_typed(serving: Popen, run: Run) -> None:
    out, _, _ = run("probe-say", "--path", "some/file")

    assert str(Path.cwd() / "some/file") in out


def test_commands_run_in_the_owner_while_there_is_one(serving: Popen, run: Run) -> None:
    out, _, _ = run("probe-count", "--who")

    assert out.split() == ["0", "0", str(serving.pid)]


def test_many_commands_run_at_once(serving: Popen, start: Callable[..., Popen]) -> None:
    processes = [start("probe-say", f"number {number}", "--times", "500") for number in range(6)]

    outputs = [process.communicate(timeout=60)[0] for process in processes]

    for number, output in enumerate(outputs):
        assert output.startswith(f"0 number {number}\n")
        assert output.count(f"number {number}\n") == 500


def test_a_command_whose_owner_dies_says_that_it_can_be_run_again(serving: Popen, start: Callable[..., Popen]) -> None:
    process = start("probe-say", "--sleep", "60")
    assert process.stdout is not None
    process.stdout.readline()

    serving.kill()

    _, progress = process.communicate(timeout=20)
    assert process.returncode == 75
    assert "has ended. Run the same command again." in progress


def test_a_killed_owner_leaves_nothing_in_the_way_of_the_next_command(serving: Popen, run: Run) -> None:
    serving.kill()
    serving.wait()

    out, progress, code = run("probe-count")

    assert (out, progress, code) == ("0 0\n", "", 0)


def test_a_command_waits_for_another_that_works_alone(start: Callable[..., Popen]) -> None:
    first = start("probe-say", "--sleep", "60")
    assert first.stdout is not None
    first.stdout.readline()

    second = start("probe-count")
    assert second.stderr is not None
    note = second.stderr.readline()
    first.kill()
    out, _ = second.communicate(timeout=30)

    assert note == f"Waiting for `rapport probe-say` (process {first.pid}) to end.\n"
    assert (out, second.returncode) == ("0 0\n", 0)


def test_interrupting_a_forwarded_command_leaves_the_owner_alone(serving: Popen, start: Callable[..., Popen], run: Run) -> None:
    process = start("probe-say", "--sleep", "60")
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)

    _, progress = process.communicate(timeout=20)

    assert process.returncode == 130
    assert "run the same command again" in progress
    assert run("probe-count")[2] == 0


def test_a_served_home_ends_gracefully(serving: Popen, home: Home) -> None:
    serving.send_signal(signal.SIGTERM)

    out, _ = serving.communicate(timeout=30)

    assert serving.returncode == 0
    assert f"Serving {home.path} at " in out
    wait_until(lambda: not home.owner_address.exists() and not (home.path / "owner.sock").exists())


def test_a_home_is_served_once(serving: Popen, run: Run) -> None:
    _, progress, code = run("serve")

    assert code == 2
    assert f"Process {serving.pid} serves this home already" in progress
