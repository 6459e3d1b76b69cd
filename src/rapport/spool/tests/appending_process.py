"""Appends to a spool from some threads until it is killed; prints `seq body` once an append has returned.

python appending_process.py SPOOL NAME THREADS [COUNT]
"""

import itertools
import os
import sys
import threading
from pathlib import Path

from rapport.spool.public import NewBatch, Reject, Spool, open_spool


def append_forever(spool: Spool, name: str, count: int | None) -> None:
    for number in itertools.count() if count is None else range(count):
        body = f"{name}-{number}".encode() + b"." * (number * 37 % 5000)
        reject = Reject("import", "shop", "", "orders.csv", number, f'{{"row": "{name}-{number}"}}', "bad_time", "")
        (seq,) = spool.append([NewBatch("import", "shop", "json", body, 1, (reject,))])
        os.write(1, f"{seq} {name}-{number}\n".encode())


if __name__ == "__main__":
    path, name, threads = sys.argv[1:4]
    count = int(sys.argv[4]) if len(sys.argv) > 4 else None
    with open_spool(Path(path)) as spool:
        started = [
            threading.Thread(target=append_forever, args=(spool, f"{name}.{thread}", count)) for thread in range(int(threads))
        ]
        for thread in started:
            thread.start()
        for thread in started:
            thread.join()
