"""Conversations with who answered, how often and when."""

from dataclasses import dataclass

from rapport.understand.metrics.measures.measure import tally
from rapport.understand.metrics.names import EntityNames
from rapport.understand.metrics.populations.conversations import IN_CONVERSATION, OPENED, SOLVED
from rapport.understand.metrics.populations.entities import entity_conditions, grouped, looks_at_counting
from rapport.understand.metrics.populations.identity import Entity, Identity
from rapport.understand.metrics.populations.population import Relation
from rapport.understand.metrics.scope import Scope, where

_CAN_ANSWER = "x.kind IN ('message_sent', 'message_received', 'conversation_updated', 'call_made')"
_BY_BRAND = f"x.direction = 'outbound' AND {_CAN_ANSWER}"
_SOURCES_OF_BRAND = (
    "SELECT b.source FROM interactions AS b WHERE b.conversation_id IS NOT NULL AND b.direction = 'outbound' "
    f"AND {_CAN_ANSWER.replace('x.', 'b.')} GROUP BY b.source"
)
_IS_AMONG_PEOPLE = f"(x.direction IS NULL OR x.source NOT IN ({_SOURCES_OF_BRAND}))"
"""Rows of a forum, a mailing list or a log: no direction tells who answers, since the brand never writes there."""
_BRAND = -1
"""Stands for the brand among the numbers of authors."""


@dataclass(frozen=True, slots=True)
class AnsweredConversations:
    """Conversations `e` that a person began: `opened_at`, `answered_at`, `answers` and when they were solved.

    An answer is a message or an update by the brand. In sources where the brand never writes, it is one by somebody other
    than who began (there an update by a person is talk, and no answer). That takes a second grouping, by author, which is
    spared where no such source is found.
    """

    time: str
    where: tuple[str, ...] = ()
    looks_at: str = IN_CONVERSATION
    probe: str | None = f"{IN_CONVERSATION} AND {_IS_AMONG_PEOPLE}"
    can_weight: bool = False
    needs_period: bool = False

    def relation(self, scope: Scope, names: tuple[str, ...]) -> Relation:
        entities = EntityNames(scope, alias="named", latest=frozenset({"agent"}))
        keys = tuple(entities.resolve(name) for name in names)
        filtered = entity_conditions(scope, entities)
        answered = _by_author(scope) if scope.template.is_probed else _by_direction()
        named = ""
        counting = [*self.where, *scope.in_period(self.time)]
        if entities.selected:
            looks_at = looks_at_counting(IN_CONVERSATION, "x.conversation_id", dict((OPENED, *SOLVED)), counting, entities)
            named = f"JOIN ({grouped(looks_at, 'x.conversation_id', {}, entities)}) AS named ON named.entity = e.entity"
        conditions = where(["e.is_by_person", *counting, *filtered])
        return Relation(
            source=f"({answered}) AS e {named} {entities.joins} {conditions}",
            keys=keys,
            bucket=scope.bucket(self.time),
            extent=(self.time, self.time),
            identity=Identity(Entity.CONVERSATION, "e.entity", at=self.time),
        )


def _by_direction() -> str:
    """Return the conversations where each row says whether a person or the brand wrote it."""
    columns = {
        **dict((OPENED, *SOLVED)),
        "first_inbound": "min(CASE WHEN x.direction = 'inbound' THEN x.occurred_at END)",
        "answered_at": f"min(CASE WHEN {_BY_BRAND} THEN x.occurred_at END)",
        "answers": tally(_BY_BRAND),
    }
    selected = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    grouped_rows = f"SELECT x.conversation_id AS entity, {selected} FROM interactions AS x WHERE {IN_CONVERSATION} GROUP BY 1"
    # Of one moment, a person's row comes before an automatic reply.
    is_by_person = "coalesce(c.first_inbound <= c.answered_at, c.first_inbound IS NOT NULL)"
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
    agent = scope.dialect.hash("x.agent_id")
    author = (
        f"CASE WHEN x.direction = 'outbound' THEN CASE WHEN {_CAN_ANSWER} THEN {_BRAND} END "
        f"WHEN x.direction = 'inbound' THEN coalesce(x.person_id, {agent}, 0) "
        f"WHEN {_IS_AMONG_PEOPLE} THEN coalesce({agent}, x.person_id) END"
    )
    is_known = "(x.agent_id IS NOT NULL OR x.person_id IS NOT NULL)"
    is_talk = "(x.kind = 'conversation_updated' AND x.direction = 'inbound')"
    by_somebody = f"{_IS_AMONG_PEOPLE} AND {is_known} AND coalesce(NOT {is_talk}, TRUE)"
    answers = f"CASE WHEN {_CAN_ANSWER} AND (coalesce(x.direction = 'outbound', FALSE) OR ({by_somebody})) THEN"
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
