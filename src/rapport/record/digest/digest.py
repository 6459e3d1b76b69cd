"""Takes batches from the spool through the steps."""

import time
from collections import Counter

from django.db import InterfaceError, OperationalError

from rapport.accounts.public import Workspace
from rapport.core.courtesy import COURTESY
from rapport.core.errors import BugError, RapportError
from rapport.record.digest.counters import Counters, StepCount, counters_of
from rapport.record.digest.drop_reasons import DropReason
from rapport.record.digest.group import DigestContext, Group, Step
from rapport.record.digest.steps.check import (
    check_dimensions,
    check_kind,
    check_present,
    check_required,
    check_time,
    check_values,
)
from rapport.record.digest.steps.decode import decode
from rapport.record.digest.steps.find_person import find_person
from rapport.record.digest.steps.hash_identity import hash_identity
from rapport.record.digest.steps.index_names import index_names
from rapport.record.digest.steps.mask import mask
from rapport.record.digest.steps.name_kind import name_kind
from rapport.record.digest.steps.store import finish, keep_rejects, store
from rapport.record.store.public import Store
from rapport.spool.public import Spool, SpooledBatch

STEPS: tuple[Step, ...] = (
    decode,
    check_present,
    check_kind,
    check_required,
    check_time,
    check_values,
    check_dimensions,
    name_kind,
    hash_identity,
    mask,
    find_person,
    index_names,
    keep_rejects,
    store,
    finish,
)
"""Killed anywhere, the next run does all of it again, and it has its effect once: people are found as before, the store
gives the first result of a batch that it has, rejects are kept once, finishing twice counts once."""

STEP_NAMES = tuple(step.__name__ for step in STEPS)

GROUP_ROWS = 150_000
"""Large groups are stored faster; this many rows with some text take about 200 MB on their way."""

GROUP_ROWS_BESIDE_VISITORS = 50_000
"""While a group is stored, both cores are busy; the shorter that is, the sooner whoever looks at pages has their turn."""


_OF_THE_SURROUNDINGS = (RapportError, OperationalError, InterfaceError)
"""Nothing is wrong with the batches: a disk is full, a database is away."""


class Digest:
    """The digest of one workspace, run by one thread of the process that owns the store.

    Parameters
    ----------
    group_rows : how many rows to take at once, more only where one batch has more.
    """

    def __init__(self, workspace: Workspace, spool: Spool, store: Store, *, group_rows: int = GROUP_ROWS) -> None:
        self._context = DigestContext(workspace, spool, store)
        self._group_rows = group_rows
        self._counters = Counters(STEP_NAMES)
        self._all_counters = counters_of(workspace, STEP_NAMES)

    def run_once(self) -> int:
        """Digest what waits, up to one group; return how many rows that were, 0 when nothing waits.

        Raises
        ------
        RapportError : of the spool or the store. What was taken stays in the spool and is taken again.
        BugError : a batch could not be digested and stays in the spool; those behind it were digested all the same.
        """
        limit = min(self._group_rows, GROUP_ROWS_BESIDE_VISITORS) if COURTESY.is_asked_for() else self._group_rows
        while batches := self._context.spool.pending(after=0, limit_rows=limit):
            self._digest(batches)
            if rows := sum(batch.rows for batch in batches):
                return rows
        return 0

    def counters(self) -> tuple[StepCount, ...]:
        """Return what each step did in this digest, in the order of the steps."""
        return self._counters.snapshot()

    def _digest(self, batches: list[SpooledBatch]) -> None:
        try:
            self._take_through(batches)
        except _OF_THE_SURROUNDINGS:
            raise
        except Exception as error:
            if len(batches) == 1:
                raise _stuck(batches[0], error) from error
            self._one_by_one(batches)

    def _one_by_one(self, batches: list[SpooledBatch]) -> None:
        """What we did not foresee in one batch must not hold up the others."""
        stuck: BugError | None = None
        for batch in batches:
            try:
                self._digest([batch])
            except BugError as error:
                stuck = stuck or error
        if stuck:
            raise stuck

    def _take_through(self, batches: list[SpooledBatch]) -> None:
        group = Group(tuple(batches))
        for step in COURTESY.between(STEPS):
            group = self._counted(step, group)

    def _counted(self, step: Step, group: Group) -> Group:
        started = time.perf_counter()
        after = step(group, self._context)
        seconds = time.perf_counter() - started
        dropped: Counter[DropReason] = Counter()
        for left_out in after.dropped[len(group.dropped) :]:
            dropped[left_out.reason] += left_out.rows
        came_in = group.rows.num_rows if step is not decode else after.rows.num_rows + dropped.total()
        count = StepCount(step.__name__, came_in, dropped, seconds)
        self._counters.add(count)
        self._all_counters.add(count)
        return after


def digested_so_far(workspace: Workspace) -> tuple[StepCount, ...]:
    """Return what each step did for a workspace since the process began, in the order of the steps."""
    return counters_of(workspace, STEP_NAMES).snapshot()


def _stuck(batch: SpooledBatch, error: Exception) -> BugError:
    """Name the type of the error only: its text may quote somebody's data."""
    return BugError(
        f"Batch {batch.seq} of import {batch.import_id} cannot be digested ({type(error).__name__}). Nothing of it is lost: it "
        "stays in the spool until a corrected version of Rapport takes it. Please report this."
    )
