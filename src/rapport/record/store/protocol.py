"""What every engine of the store does, and the values that go in and come out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

import pyarrow as pa

from rapport.core.errors import UserError
from rapport.core.notice import Notice
from rapport.record.store.dialect import Dialect

MAXIMUM_DIMENSIONS = 500


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a query. Times are naive and UTC."""

    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class ResolvedBatch:
    """A spooled batch whose people are known.

    `table` has the columns of `core.batch.INTERACTION_SCHEMA` without `who`, and `id` (uuid), `person_id` and
    `identity_key` (int64, null where nobody is named) and any `d_*`.
    """

    seq: int
    source: str
    import_id: str
    received_at: datetime
    table: pa.Table


@dataclass(frozen=True, slots=True)
class Move:
    """Every stored row with that identity key now belongs to that person."""

    identity_key: int
    person_id: int


@dataclass(frozen=True, slots=True)
class AppendGroup:
    """What goes into the store in one transaction. `moves` are applied after the rows."""

    batches: tuple[ResolvedBatch, ...] = ()
    moves: tuple[Move, ...] = ()
    moves_seq: int = 0


@dataclass(frozen=True, slots=True)
class AppendResult:
    """What became of a batch."""

    seq: int
    stored: int
    duplicate: int


@dataclass(frozen=True, slots=True)
class StoredInteraction:
    """An interaction as stored. Times are aware and UTC; `properties` is a JSON object or None."""

    id: UUID
    person_id: int | None
    identity_key: int | None
    occurred_at: datetime
    received_at: datetime
    source: str
    source_id: str | None
    import_id: str | None
    kind: str
    channel: str | None
    direction: str | None
    touchpoint: str | None
    session_id: str | None
    conversation_id: str | None
    order_id: str | None
    subscription_id: str | None
    product: str | None
    survey_id: str | None
    question_id: str | None
    response_id: str | None
    agent_id: str | None
    metric: str | None
    score: float | None
    scale_min: float | None
    scale_max: float | None
    text: str | None
    language: str | None
    amount: int | None
    currency: str | None
    duration_s: float | None
    url: str | None
    weight: float | None
    properties: str | None
    dimensions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TraitRow:
    """One time that a source said a trait. `said_at` is aware and UTC."""

    interaction_id: UUID
    person_id: int | None
    identity_key: int | None
    name: str
    type: str
    text_value: str
    number_value: float | None
    said_at: datetime
    source: str


@dataclass(frozen=True, slots=True)
class ErasedCounts:
    """What an erasure changed: the person's rows, their traits, and rows of other people that mentioned them."""

    interactions: int
    traits: int
    mentions: int


@dataclass(frozen=True, slots=True)
class Consistency:
    """What a store holds, and what in it does not agree.

    Parameters
    ----------
    twice : interactions that are stored again.
    half_known : interactions with a person and no identity key, or the other way round.
    lost_traits : traits whose interaction is not there.
    """

    interactions: int
    people: int
    twice: int
    half_known: int
    lost_traits: int

    @property
    def is_whole(self) -> bool:
        return not (self.twice or self.half_known or self.lost_traits)


class TooManyDimensionsError(UserError):
    """A batch brings more new dimensions than a workspace may have."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            Notice(
                "A workspace has at most %(most)s dimensions, and %(shown)s would be more. "
                "Write values that are seldom asked for as properties in the mapping instead.",
                most=MAXIMUM_DIMENSIONS,
                shown=names[:5],
            )
        )


class QueryTimeoutError(UserError):
    """A query took longer than its caller wanted to wait."""

    def __init__(self, timeout_s: float) -> None:
        super().__init__(
            Notice(
                "The answer takes longer than %(limit)s s. Ask for a shorter period or fewer breakdowns.", limit=f"{timeout_s:g}"
            )
        )


class Store(Protocol):
    """The store of one workspace. Safe to use from many threads: reads never wait for the writer."""

    @property
    def dialect(self) -> Dialect: ...

    def append(self, group: AppendGroup) -> list[AppendResult]:
        """Store a group, all of it or nothing; a batch that was stored before gives its first result again."""

    def applied(self) -> int:
        """Return the highest spool seq stored; 0 when there is none."""

    def results_of(self, seqs: Sequence[int]) -> list[AppendResult]:
        """Return the results of those batches that are stored."""

    def moves_seq(self) -> int:
        """Return up to where the log of person moves has been applied."""

    def apply_moves(self, moves: Sequence[Move], *, moves_seq: int) -> int:
        """Give the rows of identity keys to their new person; return how many interactions changed."""

    def query(self, sql: str, params: Mapping[str, object] = {}, *, timeout_s: float | None = None) -> Rows:
        """Answer one statement from one snapshot. Placeholders are `$name`; params beyond those are ignored."""

    def query_arrow(self, sql: str, params: Mapping[str, object] = {}, *, timeout_s: float | None = None) -> pa.Table:
        """Answer one statement as an Arrow table."""

    def timeline(
        self,
        person_id: int,
        *,
        before: datetime | None = None,
        before_id: UUID | None = None,
        limit: int = 100,
        kinds: Sequence[str] = (),
    ) -> list[StoredInteraction]:
        """Return what a person did, newest first. For the next page give time and id of the last one."""

    def traits_of(self, person_id: int) -> list[TraitRow]:
        """Return everything that was said about a person, newest first."""

    def traits_of_people(self, people: Sequence[int]) -> list[TraitRow]:
        """Return everything that was said about some people, newest first."""

    def dimensions(self) -> tuple[str, ...]:
        """Return the names of the `d_` columns."""

    def erase_person(self, person_id: int, *, needles: Sequence[str]) -> ErasedCounts:
        """Take out who a person is and leave the counts; `compact` then removes the last bytes from the disk."""

    def delete_before(self, moment: datetime, *, kinds: Sequence[str]) -> int:
        """Delete the interactions of some kinds that occurred before a moment, aware; return how many. It may be repeated."""

    def check(self) -> Consistency:
        """Look at all rows and say whether they agree with each other."""

    def copy_to(self, path: Path) -> bool:
        """Write a copy of one moment to a new file, which opens as a store; reading goes on, writing waits.

        Returns
        -------
        False where there is no file to copy: in memory, or in ClickHouse, which makes backups of its own.

        Raises
        ------
        UserError : the file exists already or cannot be written.
        """

    def compact(self) -> None:
        """Cluster all rows by person and time, and write the files anew, without anything erased."""

    def maybe_recluster(self) -> bool:
        """Cluster again where enough rows came since; return whether it did. For a quiet moment."""

    def close(self) -> None:
        """Stop running queries and let go of the files."""
