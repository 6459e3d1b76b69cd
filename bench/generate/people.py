"""Who a person is: the identifiers that different systems know them by, and where they live."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from bench.generate.columns import Ints, numbered, only_where, picked

COUNTRIES = ("DE", "FR", "ES", "IT", "NL", "SE", "TH", "ID", "JP", "BR", "US", "GB")
PLANS = ("free", "starter", "team", "business")

Flags = npt.NDArray[np.bool_]


def emails(people: Ints, where: Flags | None = None) -> pa.Array:
    addresses = pa.compute.binary_join_element_wise(numbered("person", people), pa.scalar("@example.com"), "")
    return addresses if where is None else only_where(where, addresses)


def user_ids(people: Ints, where: Flags | None = None) -> pa.Array:
    return numbered("u", people) if where is None else only_where(where, numbered("u", people))


def anonymous_ids(people: Ints, devices: Ints) -> pa.Array:
    """Return the cookie of one of a person's devices."""
    return pa.compute.binary_join_element_wise(numbered("a", people), numbered("", devices), "-")


def countries(people: Ints) -> pa.Array:
    """Return where they live, which never changes; the first countries have more people."""
    spread = (people * 2_654_435_761) % 1000 / 1000
    return picked(COUNTRIES, (len(COUNTRIES) * spread**2).astype(np.int64))


def plans(people: Ints) -> pa.Array:
    return picked(PLANS, (people * 40_503) % 7 % len(PLANS))
