"""What a person still waits for: conversations that are open by the catalogue's own rule (`backlog`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rapport.record.store.public import Store
from rapport.understand.metrics.populations.conversations import IN_CONVERSATION, OPENED, SOLVED, SOLVED_AT
from rapport.understand.metrics.preparing import aware

_MOST = 20


@dataclass(frozen=True, slots=True)
class OpenConversation:
    """A conversation that nobody has solved. `about` is its touchpoint, `agent` whoever had it last; either may be empty."""

    name: str
    opened_at: datetime
    last_at: datetime
    about: str
    agent: str


def open_conversations_of(store: Store, person_id: int) -> list[OpenConversation]:
    """Return the open conversations of a person, the one that waits longest first."""
    perhaps = _unsolved(store, "x.person_id = $person_id", {"person_id": person_id})
    if not perhaps:
        return []
    # What solved it may be a row of nobody: an agent's, or the system's.
    names = {f"name_{number}": one.name for number, one in enumerate(perhaps)}
    listed = ", ".join(f"${name}" for name in names)
    return _unsolved(store, f"x.conversation_id IN ({listed})", names)


def _unsolved(store: Store, condition: str, params: Mapping[str, object]) -> list[OpenConversation]:
    dialect = store.dialect
    columns = {
        **dict((OPENED, *SOLVED)),
        "last_at": "max(x.occurred_at)",
        "about": dialect.first_value("x.touchpoint", "x.occurred_at"),
        "agent": dialect.last_value("x.agent_id", "x.occurred_at"),
    }
    selected = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    # Which of these conversations are open?
    sql = f"""
        SELECT e.entity, e.opened_at, e.last_at, e.about, e.agent FROM (
            SELECT x.conversation_id AS entity, {selected} FROM interactions AS x
            WHERE {IN_CONVERSATION} AND {condition} GROUP BY x.conversation_id
        ) AS e WHERE {SOLVED_AT} IS NULL ORDER BY e.opened_at, e.entity LIMIT {_MOST}"""
    return [
        OpenConversation(str(name), aware(opened), aware(last), str(about or ""), str(agent or ""))
        for name, opened, last, about, agent in store.query(sql, params).rows
    ]
