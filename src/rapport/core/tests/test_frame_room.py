import resource
from collections.abc import Callable

import pytest

from rapport.core.frame_room import with_frame_room

CALLS = 300
DEPTHS = 250
"""Frames of these calls take some 100 bytes each, so one of the depths ends a chunk."""


def test_a_function_with_room_takes_gives_and_raises_what_it_does_without() -> None:
    assert with_frame_room(divmod)(7, 2) == (3, 1)
    assert with_frame_room(sorted)([1, 2], reverse=True) == [2, 1]
    with pytest.raises(ZeroDivisionError):
        with_frame_room(divmod)(1, 0)


def test_calls_fault_in_new_memory_each_time_at_the_end_of_a_chunk() -> None:
    """What the room is for: should this fail with another Python, the room has done its work and can go."""
    assert max(_faults_by_depth(_dive)) >= CALLS


def test_calls_with_room_have_their_memory_at_every_depth() -> None:
    assert max(_faults_by_depth(with_frame_room(_dive))) < CALLS


def test_depths_beyond_the_room_work_all_the_same() -> None:
    def down(levels: int) -> int:
        return down(levels - 1) + 1 if levels else 0

    assert with_frame_room(down)(800) == 800


def _faults_by_depth(dive: Callable[[int], int]) -> list[int]:
    return [dive(depth) for depth in range(DEPTHS)]


def _dive(levels: int) -> int:
    """Return how many pages are faulted in while a function is called again and again, so many levels down."""
    if levels:
        return _dive(levels - 1)
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    for _ in range(CALLS):
        _call()
    return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before


def _call() -> int:
    return _called()


def _called() -> int:
    return 1
