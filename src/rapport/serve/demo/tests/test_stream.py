"""The stream is the same for the same plan, and whole."""

import hashlib
import os
import subprocess
import sys

import pyarrow as pa
import pyarrow.compute as pc

from rapport.core.batch import write_batch
from rapport.serve.demo.stream import PEOPLE_IN_A_BLOCK, Plan, stream

from .conftest import UNTIL

_FINGERPRINT = """
from datetime import UTC, datetime
from rapport.serve.demo.tests.test_stream import fingerprint
from rapport.serve.demo.stream import Plan
print(fingerprint(Plan(60, 7, datetime(2026, 6, 15, 16, tzinfo=UTC))))
"""


def fingerprint(plan: Plan) -> str:
    """Return a hash of everything in a stream."""
    seen = hashlib.sha256()
    for block in stream(plan):
        for source, table in block.tables.items():
            seen.update(source.encode() + write_batch(table))
    return seen.hexdigest()


def test_the_same_plan_gives_the_same_stream_whatever_the_order_of_hashes() -> None:
    def in_a_process(seed: str) -> str:
        environment = os.environ | {"PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", _FINGERPRINT], env=environment, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    assert in_a_process("1") == in_a_process("2") == fingerprint(Plan(60, 7, UNTIL))


def test_another_seed_gives_other_people() -> None:
    assert fingerprint(Plan(30, 7, UNTIL)) != fingerprint(Plan(30, 8, UNTIL))


def test_more_people_leave_the_first_ones_as_they_were() -> None:
    few = next(stream(Plan(PEOPLE_IN_A_BLOCK, 7, UNTIL)))
    many = stream(Plan(PEOPLE_IN_A_BLOCK + 10, 7, UNTIL))

    assert next(many).tables == few.tables
    assert next(many).people.first == PEOPLE_IN_A_BLOCK


def test_nothing_happens_after_the_end_and_the_last_days_are_not_empty() -> None:
    block = next(stream(Plan(400, 7, UNTIL)))
    times = pa.chunked_array([chunk for table in block.tables.values() for chunk in table.column("occurred_at").chunks])

    latest = pc.max(times).as_py()

    assert latest <= UNTIL
    assert (UNTIL - latest).total_seconds() < 6 * 3600
    assert (UNTIL - pc.min(times).as_py()).days in (729, 730)


def test_every_row_has_an_id_of_its_own_within_its_source() -> None:
    blocks = list(stream(Plan(PEOPLE_IN_A_BLOCK + 40, 7, UNTIL)))

    for source in blocks[0].tables:
        ids = [one for block in blocks if source in block.tables for one in block.tables[source].column("source_id").to_pylist()]
        assert len(ids) == len(set(ids)), source
