"""Conversations with what happened in them."""

from dataclasses import dataclass, field

from rapport.understand.metrics.names import EntityNames
from rapport.understand.metrics.populations.entities import Entities, entity_conditions, grouped
from rapport.understand.metrics.populations.identity import Entity, Identity
from rapport.understand.metrics.populations.population import Relation
from rapport.understand.metrics.scope import PERIOD_FROM, PERIOD_TO, Scope, where

IN_CONVERSATION = "x.conversation_id IS NOT NULL"
OPENED = ("opened_at", "min(x.occurred_at)")


def last_of(kind: str) -> str:
    """Return the aggregate of the last time at which something happened in a conversation."""
    return f"max(CASE WHEN x.kind = '{kind}' THEN x.occurred_at END)"


SOLVED = (
    ("last_solved", last_of("conversation_solved")),
    ("last_closed", last_of("conversation_closed")),
    ("last_reopened", last_of("conversation_reopened")),
)
SOLVED_AT = (
    "CASE WHEN e.last_solved >= coalesce(e.last_reopened, e.last_solved) THEN e.last_solved "
    "WHEN e.last_closed >= coalesce(e.last_reopened, e.last_closed) THEN e.last_closed END"
)
"""The last time it was solved, or closed where nobody solved it; NULL while it is open again."""


def conversations(*columns: tuple[str, str], time: str = "e.opened_at", where: tuple[str, ...] = ()) -> Entities:
    """Return the conversations `e`; what they are broken down by is known from their first row on, the agent from the last."""
    return Entities(IN_CONVERSATION, "x.conversation_id", time, columns, where, latest=frozenset({"agent"}))


def solved_conversations(*columns: tuple[str, str]) -> Entities:
    """Return the conversations that are solved, in the bucket in which they were."""
    return conversations(OPENED, *SOLVED, *columns, time=SOLVED_AT, where=(f"{SOLVED_AT} IS NOT NULL",))


@dataclass(frozen=True, slots=True)
class OpenConversations:
    """Rows `e` with `delta` 1 where a conversation was opened and -1 where it was solved.

    What lies before the period comes in a bucket of its own, NULL: running sums over the buckets are the backlog.
    """

    looks_at: str = IN_CONVERSATION
    can_weight: bool = False
    needs_period: bool = True
    probe: str | None = None
    columns: tuple[tuple[str, str], ...] = field(default=(OPENED, *SOLVED))

    def relation(self, scope: Scope, names: tuple[str, ...]) -> Relation:
        entities = EntityNames(scope, latest=frozenset({"agent"}))
        keys = tuple(entities.resolve(name) for name in names)
        conditions = where([f"e.opened_at < {PERIOD_TO}", *entity_conditions(scope, entities)])
        inner = grouped(IN_CONVERSATION, "x.conversation_id", dict(self.columns), entities)
        named = [f"{key.sql} AS key_{i}" for i, key in enumerate(keys)]
        found = ", ".join(["e.entity AS entity", "e.opened_at AS opened_at", f"{SOLVED_AT} AS solved_at", *named])
        copied = "".join(f", key_{i}" for i in range(len(keys)))
        moves = (
            f"SELECT entity, opened_at AS at, 1 AS delta{copied} FROM conversation "
            f"UNION ALL SELECT entity, solved_at AS at, -1 AS delta{copied} FROM conversation WHERE solved_at < {PERIOD_TO}"
        )
        bucket = scope.bucket("e.at")
        return Relation(
            source=f"({moves}) AS e",
            keys=tuple(type(key)(f"e.key_{i}", key.type, key.number, key.labels) for i, key in enumerate(keys)),
            bucket=f"CASE WHEN e.at >= {PERIOD_FROM} THEN {bucket} END" if bucket else None,
            with_=(f"conversation AS (SELECT {found} FROM ({inner}) AS e {entities.joins} {conditions})",),
            identity=Identity(Entity.CONVERSATION, "e.entity", at="e.at", balance="e.delta"),
        )
