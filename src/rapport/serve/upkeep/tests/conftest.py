import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from rapport.core.batch import to_batch, write_batch
from rapport.core.home import Home
from rapport.core.interaction import Identifier, Interaction
from rapport.serve.worker.public import read_address
from rapport.spool.public import NewBatch, Reject, open_spool

Append = Callable[..., None]


@pytest.fixture
def append(home: Home) -> Append:
    """Hands interactions over to the spool of `home`, where the next command finds them."""

    def run(import_id: str, *, rows: int = 100, text: str = "said", rejects: tuple[Reject, ...] = ()) -> None:
        interactions = [
            Interaction(
                source_id=f"{import_id}-{row}",
                kind="event_logged",
                occurred_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=row),
                touchpoint="counter",
                text=text,
                identifiers=(Identifier(type="email", value=f"dana{row}@example.com"),),
            )
            for row in range(rows)
        ]
        with open_spool(home.workspace("default").spool) as spool:
            spool.append([NewBatch(import_id, "till", "arrow", write_batch(to_batch(interactions)), rows, rejects)])

    return run


@pytest.fixture
def serving(home: Home, process_environment: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    """A process that serves `home`."""
    command = [sys.executable, "-m", "rapport.serve.cli.main", "serve"]
    process = subprocess.Popen(command, env=process_environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while (address := read_address(home)) is None or address.pid != process.pid:
        assert process.poll() is None
        time.sleep(0.02)
    yield process
    process.terminate()
    process.communicate(timeout=30)
