"""Conversations with who answered, how often and when."""

from dataclasses import dataclass

from rapport.understand.metrics.names import EntityNames
from rapport.understand.metrics.populations.conversations import IN_CONVERSATION, OPENED, SOLVED
from rapport.understand.metrics.populations.entities import entity_conditions, grouped
from rapport.understand.metrics.populations.population import Relation
from rapport.understand.metrics.scope import Scope, where

_CAN_ANSWER = "x.kind IN ('message_sent', 'message_received', 'conversation_updated', 'call_made')"
_BY_BRAND = f"x.direction = 'outbound' AND {_CAN_ANSWER}"
_BRAND = -1
"""Stands for the brand among the numbers of authors."""


@dataclass(frozen=True, slots=True)
class AnsweredConversations:
    """Conversations `e` that a person began: `opened_at`, `answered_at`, `answers` and when they were solved.

    An answer is a message or an update by the brand. Where rows do not say their direction, it is one by somebody other than
    who began. Knowing that takes a second grouping, by author, which is spared where every row has a direction.
    """

    time: str
    where: tuple[str, ...] = ()
    looks_at: str = IN_CONVERSATION
    probe: str | None = f"{IN_CONVERSATION} AND x.direction IS NULL"
    can_weight: bool = False
    needs_period: bool = False

    def relation(self, scope: Scope, names: tuple[str, ...]) -> Relation:
        entities = EntityNames(scope, alias="named", latest=frozenset({"agent"}))
        keys = tuple(entities.resolve(name) for name in names)
        filtered = entity_conditions(scope, entities)
        answered = _by_author(scope) if scope.template.is_probed else _by_direction()
        named = ""
        if entities.selected:
            named = f"JOIN ({grouped(IN_CONVERSATION, 'x.conversation_id', {}, entities)}) AS named ON named.entity = e.entity"
        conditions = where(["e.is_by_person", *self.where, *scope.in_period(self.time), *filtered])
        return Relation(
            source=f"({answered}) AS e {named} {entities.joins} {conditions}",
            keys=keys,
            bucket=scope.bucket(self.time),
            extent=(self.time, self.time),
        )


def _by_direction() -> str:
    """Return the conversations where each row says whether a person or the brand wrote it."""
    columns = {
        **dict((OPENED, *SOLVED)),
        "asked_at": "min(CASE WHEN x.direction = 'inbound' THEN x.occurred_at END)",
        "answered_at": f"min(CASE WHEN {_BY_BRAND} THEN x.occurred_at END)",
        "answers": f"count(CASE WHEN {_BY_BRAND} THEN 1 END)",
    }
    selected = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    grouped_rows = f"SELECT x.conversation_id AS entity, {selected} FROM interactions AS x WHERE {IN_CONVERSATION} GROUP BY 1"
    is_by_person = "coalesce(c.asked_at <= c.answered_at, c.asked_at IS NOT NULL)"
    return f"SELECT c.*, {is_by_person} AS is_by_person FROM ({grouped_rows}) AS c"


def _by_author(scope: Scope) -> str:
    """Return the conversations where some rows name an author only."""
    dialect = scope.dialect
    # Of several rows at the first moment the brand's comes last: an automatic reply begins nothing.
    is_late = f"CASE WHEN a.author = {_BRAND} THEN 1 ELSE 0 END"
    order = f"CASE WHEN a.author IS NOT NULL THEN 2 * {dialect.microseconds('a.first_at')} + {is_late} END"
    columns = {
        "opened_at": "min(a.first_at)",
        "last_solved": "max(a.last_solved)",
        "last_closed": "max(a.last_closed)",
        "last_reopened": "max(a.last_reopened)",
        "opener": dialect.at_lowest("a.author", order),
        "opener_answers": dialect.at_lowest("a.answers", order),
        "opener_answered_at": dialect.at_lowest("coalesce(a.first_answer, a.first_at)", order),
        "all_answers": "sum(a.answers)",
        "ordered": dialect.sorted_values("a.first_answer"),
    }
    selected = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    first, second = dialect.element("c.ordered", "1"), dialect.element("c.ordered", "2")
    length = dialect.length("c.ordered")
    answered_at = (
        f"CASE WHEN c.opener_answers > 0 AND {first} = c.opener_answered_at THEN CASE WHEN {length} > 1 THEN {second} END "
        f"WHEN {length} > 0 THEN {first} END"
    )
    return (
        "SELECT c.entity AS entity, c.opened_at AS opened_at, c.last_solved AS last_solved, c.last_closed AS last_closed, "
        f"c.last_reopened AS last_reopened, {answered_at} AS answered_at, c.all_answers - c.opener_answers AS answers, "
        f"coalesce(c.opener <> {_BRAND}, FALSE) AS is_by_person FROM ("
        f"SELECT a.entity AS entity, {selected} FROM ({_authors(scope)}) AS a GROUP BY a.entity) AS c"
    )


def _authors(scope: Scope) -> str:
    """Return one row for each author of each conversation; the author is a number, NULL for what nobody is known to have done."""
    author = (
        f"CASE WHEN x.direction = 'outbound' THEN CASE WHEN {_CAN_ANSWER} THEN {_BRAND} END "
        "WHEN x.direction = 'inbound' THEN coalesce(x.person_id, 0) "
        f"WHEN x.direction IS NULL THEN coalesce({scope.dialect.hash('x.agent_id')}, x.person_id) END"
    )
    is_known = "(x.direction = 'outbound' OR x.agent_id IS NOT NULL OR x.person_id IS NOT NULL)"
    answers = f"CASE WHEN {_CAN_ANSWER} AND (x.direction = 'outbound' OR x.direction IS NULL) AND {is_known} THEN"
    columns = {
        "entity": "x.conversation_id",
        "author": author,
        "first_at": "min(x.occurred_at)",
        **dict(SOLVED),
        "first_answer": f"min({answers} x.occurred_at END)",
        "answers": f"count({answers} 1 END)",
    }
    selected = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    return f"SELECT {selected} FROM interactions AS x WHERE {IN_CONVERSATION} GROUP BY 1, 2"
