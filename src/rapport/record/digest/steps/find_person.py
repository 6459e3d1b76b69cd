"""Whose an interaction is."""

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rapport.record.digest.drop_reasons import DropReason
from rapport.record.digest.group import BATCH_NO, DigestContext, Group
from rapport.record.identity.public import Erased, Outcome, Resolved, resolve

Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]
Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]


def find_person(group: Group, context: DigestContext) -> Group:
    """Add `person_id` and `identity_key`, null where nobody is named; drop the rows of people who were erased."""
    people = _People(group.rows.num_rows)
    for source, positions in _positions_by_source(group):
        who = group.rows.column("who").take(positions)
        # Ask once for each distinct text; a row then only looks up its place in the answers.
        distinct = who.unique().drop_null()
        whos = distinct.to_pylist()
        found = resolve(context.workspace, whos, source=source).people if whos else {}
        people.fill(positions, pc.index_in(who, distinct), [found[one] for one in whos])
    group = group.with_column("person_id", people.person_ids()).with_column("identity_key", people.identity_keys())
    return group.drop(pa.array(people.is_erased), DropReason.ERASED_PERSON)


def _positions_by_source(group: Group) -> Iterator[tuple[str, Numbers]]:
    """Who says that two identifiers belong together is logged, so each source is asked about by itself."""
    sources = list(dict.fromkeys(batch.source for batch in group.batches))
    source_no_of_batch = np.array([sources.index(batch.source) for batch in group.batches])
    source_no = source_no_of_batch[group.rows.column(BATCH_NO).to_numpy()]
    for number, source in enumerate(sources):
        yield source, np.flatnonzero(source_no == number)


class _People:
    """The answers for each row."""

    def __init__(self, rows: int) -> None:
        self.is_erased: Flags = np.zeros(rows, np.bool_)
        self._is_known: Flags = np.zeros(rows, np.bool_)
        self._person_id: Numbers = np.zeros(rows, np.int64)
        self._identity_key: Numbers = np.zeros(rows, np.int64)

    def fill(self, positions: Numbers, answer_no: pa.ChunkedArray, answers: Sequence[Outcome]) -> None:
        """Write down for the rows at `positions` the answer of that number; null means that nobody was named."""
        number = answer_no.fill_null(len(answers)).to_numpy()
        with_nobody = [*answers, None]
        person, key = np.zeros((2, len(with_nobody)), np.int64)
        for at, answer in enumerate(with_nobody):
            if isinstance(answer, Resolved):
                person[at], key[at] = answer.person_id, answer.identity_key
        self._person_id[positions], self._identity_key[positions] = person[number], key[number]
        self._is_known[positions] = np.array([isinstance(answer, Resolved) for answer in with_nobody])[number]
        self.is_erased[positions] = np.array([isinstance(answer, Erased) for answer in with_nobody])[number]

    def person_ids(self) -> pa.Array:
        return pa.array(self._person_id, mask=~self._is_known)

    def identity_keys(self) -> pa.Array:
        return pa.array(self._identity_key, mask=~self._is_known)
