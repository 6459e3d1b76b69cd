"""Many waiting threads share one commit."""

import threading
from collections.abc import Sequence

import pytest

from rapport.core.errors import UserError
from rapport.spool.embedded.group_commit import GroupCommit


def run_together(
    commit: GroupCommit[int, int], items: Sequence[int], *, hold: threading.Event, entered: threading.Event
) -> dict[int, object]:
    """Submit the first item, and all others while its commit is held up; return results or errors."""
    results: dict[int, object] = {}

    def submit(item: int) -> None:
        try:
            results[item] = commit.submit(item)
        except UserError as error:
            results[item] = str(error)

    threads = [threading.Thread(target=submit, args=(item,)) for item in items]
    threads[0].start()
    entered.wait(5)
    for thread in threads[1:]:
        thread.start()
    while len(commit._queue) < len(items) - 1:
        pass
    hold.set()
    for thread in threads:
        thread.join(5)
    return results


def test_whoever_comes_during_a_commit_shares_the_next_one() -> None:
    hold, entered = threading.Event(), threading.Event()
    groups: list[list[int]] = []

    def commit(items: Sequence[int]) -> list[int]:
        groups.append(sorted(items))
        entered.set()
        hold.wait(5)
        return [item * 10 for item in items]

    results = run_together(GroupCommit(commit), [1, 2, 3, 4, 5], hold=hold, entered=entered)

    assert results == {item: item * 10 for item in (1, 2, 3, 4, 5)}
    assert groups == [[1], [2, 3, 4, 5]]


def test_a_failure_is_told_to_everybody_in_the_group_and_to_nobody_else() -> None:
    hold, entered = threading.Event(), threading.Event()

    def commit(items: Sequence[int]) -> list[int]:
        entered.set()
        hold.wait(5)
        if len(items) > 1:
            raise UserError("full")
        return list(items)

    results = run_together(GroupCommit(commit), [1, 2, 3], hold=hold, entered=entered)

    assert results == {1: 1, 2: "full", 3: "full"}


def test_an_interruption_reaches_the_one_who_was_interrupted() -> None:
    def commit(items: Sequence[int]) -> list[int]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        GroupCommit(commit).submit(1)
