"""The last steps: keep the rejects, store the rows, tell the spool."""

from dataclasses import replace

from rapport.record.digest.group import BATCH_NO, DigestContext, Group
from rapport.record.identity.public import moves_after
from rapport.record.store.public import AppendGroup, AppendResult, ResolvedBatch
from rapport.spool.public import BatchResult

_NOT_STORED = (BATCH_NO, "who")


def store(group: Group, context: DigestContext) -> Group:
    """Store the rows, with the people who have changed meanwhile, in one transaction.

    A batch that was stored before a crash gives its first result again. Moves are read after the people were found, so that
    a row never stays with a person who was merged in between.
    """
    moves, moves_seq = moves_after(context.workspace, context.store.moves_seq())
    results = context.store.append(AppendGroup(_resolved(group), tuple(moves), moves_seq))
    return replace(group, results=tuple(_with_drops(group, number, result) for number, result in enumerate(results)))


def _resolved(group: Group) -> tuple[ResolvedBatch, ...]:
    rows, bounds = group.rows.drop_columns(list(_NOT_STORED)), group.bounds()
    return tuple(
        ResolvedBatch(
            b.seq, b.source, b.import_id, b.received_at, rows.slice(bounds[number], bounds[number + 1] - bounds[number])
        )
        for number, b in enumerate(group.batches)
    )


def _with_drops(group: Group, number: int, result: AppendResult) -> BatchResult:
    return BatchResult(result.seq, result.stored, result.duplicate, group.dropped_of(number))


def keep_rejects(group: Group, context: DigestContext) -> Group:
    """Keep what was refused, before the batch that held it is gone."""
    if group.rejects:
        context.spool.keep_rejects(group.rejects)
    return group


def finish(group: Group, context: DigestContext) -> Group:
    """Tell the spool that the batches are done."""
    context.spool.finish(group.results)
    return group
