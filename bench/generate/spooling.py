"""The stream put into a spool, as an import would put it there, so that the digest can be measured alone."""

from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from bench.generate.plan import Plan
from bench.generate.stream import DIMENSIONS, IDENTIFIERS, stream
from rapport.core.batch import INTERACTION_SCHEMA, encode_who, write_batch
from rapport.core.interaction import Identifier
from rapport.spool.public import NewBatch, Spool

SOURCE = IMPORT = "bench"
BATCH_ROWS = 25_000


def fill_spool(spool: Spool, plan: Plan) -> None:
    """Append a plan in batches of `BATCH_ROWS`."""
    for rows in stream(plan):
        batches = as_batches(rows)
        for start in range(0, batches.num_rows, BATCH_ROWS):
            batch = batches.slice(start, BATCH_ROWS)
            spool.append([NewBatch(IMPORT, SOURCE, "arrow", write_batch(batch), batch.num_rows)])


def as_batches(rows: pa.Table) -> pa.Table:
    """Return the columns of a batch: the identifiers become one."""
    columns = {name: rows.column(name) for name in (*INTERACTION_SCHEMA.names, *DIMENSIONS) if name != "who"}
    return pa.table(columns | {"who": _who(rows)}).select([*INTERACTION_SCHEMA.names, *DIMENSIONS])


def _who(rows: pa.Table) -> pa.Array:
    # `encode_who` sorts by type, and the separators can be read off what it writes.
    written = encode_who((Identifier(type="email", value="a"), Identifier(type="user_id", value="b")))
    assert written is not None
    email, _, user_id = written.partition("\x1f")
    assert (email, user_id) == ("email\x1e\x1e1\x1ea", "user_id\x1e\x1e1\x1eb")
    parts = [
        pc.binary_join_element_wise(pa.scalar(f"{name}\x1e\x1e1\x1e"), rows.column(name), "") for name in sorted(IDENTIFIERS)
    ]
    return reduce(_both, parts)


def _both(first: pa.Array, second: pa.Array) -> pa.Array:
    # Not null_handling="skip": pyarrow leaves out a row whose values are all null, and the column gets shorter.
    return pc.coalesce(pc.binary_join_element_wise(first, second, "\x1f"), first, second)
