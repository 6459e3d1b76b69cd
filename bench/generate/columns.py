"""Columns of drawn values: times, people and texts, vectorised."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from bench.generate.plan import BEGINS, Chunk

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Part = Mapping[str, Any]
"""Columns by name, all of one length: numpy arrays, Arrow arrays, or one value for every row."""

DAY = 86_400
EPOCH_US = int(BEGINS.timestamp()) * 1_000_000


def some_people(chunk: Chunk, random: np.random.Generator, n: int) -> Ints:
    """Draw who did it; the chance of person k falls with the root of k."""
    return (chunk.people * random.random(n) ** 2).astype(np.int64)


def some_times(chunk: Chunk, random: np.random.Generator, n: int) -> Floats:
    """Draw seconds after `BEGINS`: any day of the chunk, mostly by day, seldom by night."""
    days = np.floor(random.uniform(chunk.begins_s, chunk.ends_s, n) / DAY)
    hours = 4 + 20 * (random.random(n) + random.random(n)) / 2
    return days * DAY + hours * 3600


def timestamps(seconds: Floats) -> pa.Array:
    return pa.array(EPOCH_US + (seconds * 1e6).astype(np.int64), pa.timestamp("us", tz="UTC"))


def numbered(prefix: str, numbers: Ints | pa.Array) -> pa.Array:
    """Return texts such as ``o17``."""
    return pc.binary_join_element_wise(pa.scalar(prefix), pc.cast(pa.array(numbers), pa.string()), "")


def picked(words: Sequence[str | None], numbers: Ints) -> pa.Array:
    return pa.array(words, pa.string()).take(pa.array(numbers))


def only_where(keep: npt.NDArray[np.bool_], values: Any) -> pa.Array:  # Any: numpy or Arrow array
    """Return the values where the flag is set, and nulls elsewhere."""
    return pc.if_else(pa.array(keep), pa.array(values) if isinstance(values, np.ndarray) else values, None)
