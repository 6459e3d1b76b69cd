"""Less work for the garbage collector while rows pass through."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OBJECTS = 100_000


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Let the collector look for cycles less often: a batch makes hundreds of thousands of objects that live until it is done,
    there is no cycle among them, and by default all are looked through again each time there are a quarter more."""
    before = gc.get_threshold()
    gc.set_threshold(max(_OBJECTS, before[0]), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
