"""The whole stream, chunk by chunk, in the columns that a source system would export."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from bench.generate.answers import answers
from bench.generate.columns import Part, numbered
from bench.generate.conversations import conversations
from bench.generate.orders import orders
from bench.generate.plan import ANSWERS, CONVERSATIONS, ORDERS, PROFILES, Chunk, Plan
from bench.generate.profiles import profiles
from bench.generate.subscriptions import subscriptions, subscriptions_during
from bench.generate.visits import visits
from rapport.core.batch import INTERACTION_SCHEMA

IDENTIFIERS = ("user_id", "email", "anonymous_id")
DIMENSIONS = ("d_country", "d_plan", "d_device", "d_coupon")
STREAM_SCHEMA = pa.schema(
    [
        *(field for field in INTERACTION_SCHEMA if field.name != "who"),
        *(pa.field(name, pa.string()) for name in (*IDENTIFIERS, *DIMENSIONS)),
        pa.field("age", pa.int64()),
        pa.field("interval", pa.string()),
        pa.field("person", pa.int64()),
    ]
)
"""`person` is who it was in truth (null when the row names nobody); an import is told the identifiers only. `age` and
`interval` are what files have in place of the JSON of `traits` and `properties`."""


def stream(plan: Plan) -> Iterator[pa.Table]:
    """Yield the rows of a plan in nearly the order of time, as tables of `STREAM_SCHEMA`."""
    contracts = subscriptions(plan)
    for chunk in plan.chunks:
        yield _rows(chunk, contracts)


def _rows(chunk: Chunk, contracts: pa.Table) -> pa.Table:
    random = chunk.random()
    parts = [_table(subscriptions_during(chunk, contracts))]
    for make, share in ((orders, ORDERS), (answers, ANSWERS), (conversations, CONVERSATIONS), (profiles, PROFILES)):
        parts.append(_table(make(chunk, random, int(chunk.rows * share))))
    rest = chunk.rows - sum(part.num_rows for part in parts)
    parts.append(_table(visits(chunk, random, rest)))
    rows = pa.concat_tables(parts).sort_by("occurred_at")
    numbers = numbered("e", np.arange(chunk.first, chunk.last))
    return rows.set_column(0, STREAM_SCHEMA.field("source_id"), numbers)


def _table(part: Part) -> pa.Table:
    rows = len(part["occurred_at"])
    columns = []
    for field in STREAM_SCHEMA:
        values = "" if field.name == "source_id" else part.get(field.name)
        if values is None or isinstance(values, str):
            columns.append(pa.repeat(pa.scalar(values, field.type), rows))
        else:
            columns.append(pa.array(values).cast(field.type))
    return pa.table(columns, schema=STREAM_SCHEMA)
