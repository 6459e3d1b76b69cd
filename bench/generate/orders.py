"""Orders and the refunds that follow some of them."""

import numpy as np

from bench.generate.columns import DAY, Part, numbered, only_where, picked, some_people, some_times, timestamps
from bench.generate.people import countries, emails, user_ids
from bench.generate.plan import Chunk

PRODUCTS = tuple(f"product {number:03}" for number in range(500))
REFUNDED = 0.06


def orders(chunk: Chunk, random: np.random.Generator, n: int) -> Part:
    """Return `n` rows: orders, and for some of them a refund of all or half within a fortnight."""
    placed = n - int(n * REFUNDED)
    order = np.concatenate([np.arange(placed), random.permutation(placed)[: n - placed]])
    is_refund = np.arange(n) >= placed
    people = some_people(chunk, random, placed)[order]
    paid = np.exp(random.normal(8.3, 0.9, placed)).astype(np.int64) + 100
    returned = np.where(random.random(n) < 0.5, paid[order], paid[order] // 2)
    later = np.where(is_refund, random.uniform(1, 14, n) * DAY, 0)
    return {
        "kind": picked(("order_placed", "order_refunded"), is_refund.astype(np.int64)),
        "occurred_at": timestamps(some_times(chunk, random, placed)[order] + later),
        "person": people,
        "email": emails(people),
        "user_id": user_ids(people, random.random(n) < 0.3),
        "channel": "web",
        "direction": picked(("inbound", "outbound"), is_refund.astype(np.int64)),
        "order_id": numbered(f"o{chunk.number}-", order),
        "product": picked(PRODUCTS, (len(PRODUCTS) * random.random(placed) ** 2).astype(np.int64)[order]),
        "amount": np.where(is_refund, returned, paid[order]),
        "currency": "EUR",
        "d_country": countries(people),
        "d_coupon": only_where(random.random(n) < 0.2, picked(("SPRING", "WELCOME"), random.integers(0, 2, n))),
    }
