"""Subscriptions: they begin, renew month by month, and some end."""

import numpy as np
import pyarrow as pa

from bench.generate.columns import DAY, EPOCH_US, Part, numbered, picked, timestamps
from bench.generate.people import countries, plans, user_ids
from bench.generate.plan import SECONDS, SUBSCRIPTIONS, Chunk, Plan

KINDS = ("subscription_started", "subscription_renewed", "subscription_cancelled", "subscription_ended")
PRICES = np.array([1900, 2900, 4900, 9900])


def subscriptions(plan: Plan) -> pa.Table:
    """Return all steps of all subscriptions, in order of time: they reach over many chunks."""
    random = np.random.default_rng([plan.seed, 1_000_000])
    count = int(plan.rows * SUBSCRIPTIONS)
    begins = random.uniform(0, SECONDS, count)
    renewals = np.minimum(random.geometric(0.06, count) - 1, 24)
    lengths = renewals + 3
    number = np.repeat(np.arange(count), lengths)
    place = np.arange(len(number)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    kind = np.where(place == 0, 0, np.where(place <= renewals[number], 1, place - renewals[number] + 1))
    # They cancel ten days before the term ends that was renewed last.
    month = np.where(kind >= 2, renewals[number] + 1, place)
    seconds = begins[number] + month * 30 * DAY - np.where(kind == 2, 10 * DAY, 0)
    happened = np.flatnonzero(seconds < SECONDS)
    happened = happened[np.argsort(seconds[happened], kind="stable")]
    people = (plan.people * random.random(count)).astype(np.int64)
    return pa.table(
        {
            "kind": picked(KINDS, kind[happened]),
            "occurred_at": timestamps(seconds[happened]),
            "person": people[number[happened]],
            "subscription_id": numbered("sub", number[happened]),
            "amount": PRICES[number[happened] % 4],
        }
    )


def subscriptions_during(chunk: Chunk, everything: pa.Table) -> Part:
    """Return the steps that fall into the time of a chunk."""
    times = everything.column("occurred_at").cast(pa.int64()).to_numpy() - EPOCH_US
    first, last = np.searchsorted(times, [chunk.begins_s * 1e6, chunk.ends_s * 1e6])
    rows = everything.slice(first, min(last - first, chunk.rows // 4))
    people = rows.column("person").to_numpy()
    return {
        **{name: rows.column(name).combine_chunks() for name in rows.column_names},
        "user_id": user_ids(people),
        "channel": "system",
        "direction": "inbound",
        "currency": "EUR",
        "properties": '{"interval":"month"}',
        "interval": "month",
        "d_country": countries(people),
        "d_plan": plans(people),
    }
