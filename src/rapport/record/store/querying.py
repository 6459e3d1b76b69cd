"""What every engine answers in the same way, by the statements that it runs."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from rapport.record.store.dialect import Dialect
from rapport.record.store.protocol import AppendResult, Rows, StoredInteraction, TraitRow
from rapport.record.store.reading import read_timeline, read_traits, read_traits_of_people


class QueryingStore(ABC):
    """The part of a `Store` that needs nothing of an engine but to answer a statement."""

    @property
    @abstractmethod
    def dialect(self) -> Dialect: ...

    @abstractmethod
    def query(self, sql: str, params: Mapping[str, object] = {}, *, timeout_s: float | None = None) -> Rows: ...

    def results_of(self, seqs: Sequence[int]) -> list[AppendResult]:
        rows = self.query("SELECT seq, stored, duplicate FROM applied WHERE seq IN $seqs ORDER BY seq", {"seqs": seqs}).rows
        return [AppendResult(*row) for row in rows]  # type: ignore[arg-type]  # three integers, says the query

    def timeline(
        self,
        person_id: int,
        *,
        before: datetime | None = None,
        before_id: UUID | None = None,
        limit: int = 100,
        kinds: Sequence[str] = (),
    ) -> list[StoredInteraction]:
        return read_timeline(self.query, person_id, before=before, before_id=before_id, limit=limit, kinds=kinds)

    def traits_of(self, person_id: int) -> list[TraitRow]:
        return read_traits(self.query, person_id)

    def traits_of_people(self, people: Sequence[int]) -> list[TraitRow]:
        return read_traits_of_people(self.query, self.dialect, people)
