"""What an append returned for survives SIGKILL; processes append side by side."""

import random
import subprocess
import sys
import time
from pathlib import Path

from rapport.spool.public import RejectFilter, Spool, open_spool

SCRIPT = Path(__file__).with_name("appending_process.py")


def start(spool: Path, name: str, *, threads: int, count: int | None = None) -> subprocess.Popen[bytes]:
    arguments = [str(spool), name, str(threads)] + ([] if count is None else [str(count)])
    return subprocess.Popen([sys.executable, str(SCRIPT), *arguments], stdout=subprocess.PIPE)


def acknowledged(process: subprocess.Popen[bytes]) -> dict[int, str]:
    output, _ = process.communicate()
    lines = [line for line in output.decode().splitlines(keepends=True) if line.endswith("\n")]
    return {int(seq): body for seq, body in (line.split() for line in lines)}


def held(spool: Spool) -> dict[int, str]:
    return {b.seq: b.body.rstrip(b".").decode() for b in spool.pending(after=0, limit_rows=10**9)}


def test_every_append_that_returned_is_there_after_twenty_kills(tmp_path: Path) -> None:
    path = tmp_path / "spool.db"
    chance = random.Random(7)
    told: dict[int, str] = {}

    for round_number in range(20):
        process = start(path, f"round{round_number}", threads=3)
        assert process.stdout is not None
        process.stdout.peek(1)  # type: ignore[attr-defined]  # a pipe is a BufferedReader; wait until it has begun
        time.sleep(chance.uniform(0, 0.05))
        process.kill()
        told |= acknowledged(process)

    with open_spool(path) as spool:
        kept = held(spool)
        rejects = {kept_reject.reject.row for kept_reject in spool.rejects(RejectFilter(reason="bad_time"))}
    assert len(told) >= 20
    assert told.items() <= kept.items()
    assert {f'{{"row": "{body}"}}' for body in kept.values()} == rejects


def test_two_processes_append_to_a_new_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "spool.db"

    processes = [start(path, name, threads=2, count=100) for name in ("left", "right")]
    told = [acknowledged(process) for process in processes]

    with open_spool(path) as spool:
        assert held(spool) == told[0] | told[1]
    assert len(told[0]) == len(told[1]) == 200
    assert [process.returncode for process in processes] == [0, 0]


def test_a_reader_in_another_process_sees_batches_in_the_order_of_their_commits(tmp_path: Path) -> None:
    path = tmp_path / "spool.db"
    process = start(path, "writer", threads=3, count=60)

    seen: list[int] = []
    with open_spool(path) as spool:
        while len(seen) < 180:
            seen += [batch.seq for batch in spool.pending(after=seen[-1] if seen else 0, limit_rows=50)]

    assert seen == sorted(acknowledged(process))
