"""A process that appends, moves, erases and compacts until it is killed; it prints what it was told is done.

Run as ``python -m rapport.record.store.embedded.tests.working_process FILE START append|compact``.
"""

import sys
from itertools import count
from pathlib import Path

from rapport.record.store.embedded.engine import DuckDBStore
from rapport.record.store.tests.batches import SECRET, batch_of, group_of, said

ROWS = 500


def work(path: Path, start: int, does: str) -> None:
    store = DuckDBStore(path, secret=SECRET)
    print("open", flush=True)  # noqa: T201  the test reads it
    for seq in count(start):
        rows = [said(f"{seq}-{n}", amount=1, traits={"n": n}, dimensions={f"x{seq % 3}": "1"}) for n in range(ROWS)]
        store.append(group_of(batch_of(rows, seq=seq, people=[n % 50 for n in range(ROWS)])))
        print(seq, flush=True)  # noqa: T201
        if does == "compact":
            store.compact()
            print("compacted", flush=True)  # noqa: T201


if __name__ == "__main__":
    work(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
