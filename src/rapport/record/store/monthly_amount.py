"""What the price of a contract comes to for one month, worked out once when a row is stored.

Questions about contracts read it millions of times, so they shall not read JSON; and an erasure empties `properties`, which
must not turn a yearly price into a monthly one.
"""

import math
from functools import lru_cache

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

STEPS = "subscription_"
"""How the kinds begin whose amount is a recurring price."""
MONTHS = {"month": 1.0, "quarter": 3.0, "year": 12.0, "week": 12 / 52.1775, "day": 12 / 365.2425}
"""How many months an interval lasts; a year has 365.2425 days."""


def monthly_amounts(rows: pa.Table) -> pa.Array:
    """Return the recurring price of each row for a month, in minor units of its currency.

    The properties `interval` and `interval_count` say what the amount is for; without them it is for one month.

    Parameters
    ----------
    rows : with `kind`, `amount` and `properties` (JSON objects).

    Returns
    -------
    Doubles; null where the row is no step of a contract or has no amount.
    """
    is_price = pc.and_(pc.starts_with(rows.column("kind"), STEPS), pc.is_valid(rows.column("amount")))
    nothing = pa.nulls(rows.num_rows, pa.float64())
    priced = rows.select(["amount", "properties"]).filter(is_price)
    if not priced.num_rows:
        return nothing
    prices = pc.divide(pc.cast(priced.column("amount"), pa.float64()), _months(priced.column("properties")))
    return pc.replace_with_mask(nothing, is_price.combine_chunks(), prices.combine_chunks())


def _months(properties: pa.ChunkedArray) -> pa.Array:
    # Most prices of a batch say the same: each text is read once.
    said = pc.dictionary_encode(properties, null_encoding="encode").combine_chunks()
    return pa.array([months_of(text) for text in said.dictionary.to_pylist()], pa.float64()).take(said.indices)


@lru_cache(maxsize=4096)
def months_of(properties: str | None) -> float:
    """Return for how many months the price is that stands beside these properties.

    >>> months_of('{"interval": "year"}'), months_of('{"interval": "month", "interval_count": 3}'), months_of(None)
    (12.0, 3.0, 1.0)
    """
    said = msgspec.json.decode(properties) if properties else {}
    interval = said.get("interval")
    months = MONTHS.get(interval, 1.0) if isinstance(interval, str) else 1.0
    return months * _count(said.get("interval_count"))


def _count(said: object) -> float:
    """Return how many intervals; 1 unless it is a number above 0, which some sources write as text."""
    if not isinstance(said, int | float | str) or isinstance(said, bool):
        return 1.0
    try:
        count = float(said)
    except (ValueError, OverflowError):
        return 1.0
    return count if math.isfinite(count) and count > 0 else 1.0
