"""How often was this seen before? Exact, for tens of millions of hashes, in memory that does not grow with them."""

import os
import tempfile
from typing import Any

import numpy as np
import numpy.typing as npt

from rapport.core.errors import UserError
from rapport.core.notice import Notice

Hashes = npt.NDArray[np.uint64]

_IN_MEMORY = 2_000_000
_CHUNK = 1_000_000


class OccurrenceCounter:
    """Counts earlier occurrences of 64-bit hashes.

    Hashes lie in sorted runs, each at least twice as long as the next, so there are few; long runs lie in temporary files
    that are mapped into memory and vanish with the counter.
    """

    def __init__(self, *, in_memory: int = _IN_MEMORY) -> None:
        self._runs: list[Hashes] = []
        self._in_memory = in_memory

    def count(self, hashes: Hashes) -> npt.NDArray[np.int64]:
        """Return, for each hash, how often it came before: in earlier calls, and before it in this one."""
        if not len(hashes):
            return np.zeros(0, dtype=np.int64)
        order = np.argsort(hashes, kind="stable")
        ordered = hashes[order]
        earlier = _places_in_groups(ordered)
        for run in self._runs:
            earlier += _count_in(run, ordered)
        self._add(ordered)
        counts = np.empty(len(hashes), dtype=np.int64)
        counts[order] = earlier
        return counts

    def _add(self, run: Hashes) -> None:
        self._runs.append(run)
        while len(self._runs) > 1 and len(self._runs[-2]) < 2 * len(self._runs[-1]):
            last = self._runs.pop()
            self._runs[-1] = self._merge(self._runs[-1], last)

    def _merge(self, one: Hashes, other: Hashes) -> Hashes:
        size = len(one) + len(other)
        if size <= self._in_memory:
            together: Hashes = np.concatenate((one, other))
            together.sort(kind="stable")
            return together
        merged: Hashes = _new_file(size)
        written = at_one = at_other = 0
        while written < size:
            end_one, end_other = _cut(one, other, at_one, at_other)
            piece = np.sort(np.concatenate((one[at_one:end_one], other[at_other:end_other])), kind="stable")
            merged[written : written + len(piece)] = piece
            written, at_one, at_other = written + len(piece), end_one, end_other
        return merged


def _new_file(size: int) -> Any:
    """Return an array in a temporary file that has no name, and whose room on the disk is taken already."""
    try:
        with tempfile.TemporaryFile(prefix="rapport-") as file:
            os.posix_fallocate(file.fileno(), 0, size * 8)
            return np.memmap(file, dtype=np.uint64, mode="r+", shape=(size,))
    except OSError as error:
        folder = tempfile.gettempdir()
        raise UserError(
            Notice(
                "No room for %(size)s MB of temporary data in %(folder)s: %(why)s. Set TMPDIR to another folder.",
                size=str(size * 8 >> 20),
                folder=folder,
                why=str(error.strerror),
            )
        ) from error


def _places_in_groups(ordered: Hashes) -> npt.NDArray[np.int64]:
    """Number equal neighbours 0, 1, 2…"""
    places = np.arange(len(ordered), dtype=np.int64)
    is_start = np.ones(len(ordered), dtype=bool)
    is_start[1:] = ordered[1:] != ordered[:-1]
    first: npt.NDArray[np.int64] = np.maximum.accumulate(np.where(is_start, places, 0))
    return places - first


def _count_in(run: Hashes, ordered: Hashes) -> npt.NDArray[np.int64]:
    left = np.searchsorted(run, ordered, side="left")
    counts = np.zeros(len(ordered), dtype=np.int64)
    found = np.flatnonzero(run[np.minimum(left, len(run) - 1)] == ordered)
    if len(found):
        counts[found] = np.searchsorted(run, ordered[found], side="right") - left[found]
    return counts


def _cut(one: Hashes, other: Hashes, at_one: int, at_other: int) -> tuple[int, int]:
    """Return ends such that everything before them sorts before everything behind them."""
    ends = [run[min(at + _CHUNK, len(run)) - 1] for run, at in ((one, at_one), (other, at_other)) if at < len(run)]
    limit = min(ends)
    end_one = at_one + int(np.searchsorted(one[at_one : at_one + _CHUNK], limit, side="right"))
    end_other = at_other + int(np.searchsorted(other[at_other : at_other + _CHUNK], limit, side="right"))
    return end_one, end_other
