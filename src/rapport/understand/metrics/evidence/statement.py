"""The statement that names what a figure counts, as a subquery that further questions start from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.core.notice import Notice
from rapport.record.store.public import Store
from rapport.understand.metrics.answer import Key
from rapport.understand.metrics.compile import split_names
from rapport.understand.metrics.evidence.parts import Part
from rapport.understand.metrics.evidence.units import unit_factor
from rapport.understand.metrics.metric import METRICS, Metric
from rapport.understand.metrics.names import Field, FieldType
from rapport.understand.metrics.populations.identity import ENTITY_COLUMNS, Entity, Identity
from rapport.understand.metrics.populations.population import Relation
from rapport.understand.metrics.preparing import bound, prepare
from rapport.understand.metrics.question import Period, Question
from rapport.understand.metrics.scope import PERIOD_FROM, PERIOD_TO, Scope
from rapport.understand.metrics.sums import KeyValue

CHOSEN = "chosen"
"""The subquery: `entity_id`, `row_id` (where an entity has no name), `at`, `brought`, `currency`; a row for each one of n."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Named subqueries, the last of which is `CHOSEN`, with the values to bind.

    Parameters
    ----------
    has_value : whether `brought` is a number for each of them.
    period : of the question, closed where the metric needed that.
    """

    with_: str
    params: Mapping[str, object]
    entity: Entity
    has_value: bool
    period: Period


def evidence_statement(
    workspace: Workspace, store: Store, question: Question, *, key: Key = (), part: Part | None = None
) -> Statement | None:
    """Write the statement; None where there are no data.

    Parameters
    ----------
    question : as it was asked.
    key : of one row of its answer; empty means all that the question counts.
    part : a part of it only.
    """
    metric = METRICS[question.metric]
    bucket, key = _split(key, question)
    question = replace(
        question, breakdown=tuple(name for name, _ in key), grain=question.grain if bucket else None, comparison=None
    )
    prepared = prepare(question, metric, workspace, store)
    if prepared is None:
        return None
    scope = Scope(prepared.template)
    names = split_names(question.breakdown, metric)
    relation = metric.population.relation(scope, names)
    factor = unit_factor(metric, workspace, dict(key).get("currency")) or 1.0  # a margin of nothing leaves nothing to choose
    with_ = _subqueries(metric, scope, relation, names, key, bucket, _of_part(scope, part, factor))
    params = bound(question, scope, prepared, workspace=workspace)
    counted = metric.measure.counted()
    entity = counted.entity or relation.identity.entity
    return Statement(with_, params, entity, counted.value is not None, prepared.period)


def _split(key: Key, question: Question) -> tuple[date | None, Key]:
    """Take the bucket out of a row's key."""
    if question.grain is None or not key or key[0][0] != question.grain.value:
        return None, key
    return date.fromisoformat(str(key[0][1])), key[1:]


def _subqueries(
    metric: Metric,
    scope: Scope,
    relation: Relation,
    names: tuple[str, ...],
    key: Key,
    bucket: date | None,
    conditions: list[str],
) -> str:
    counted = metric.measure.counted()
    identity = relation.identity
    if counted.entity:  # several rows of the stream make up one of n
        column = f"x.{ENTITY_COLUMNS[counted.entity]}"
        identity = replace(identity, entity=counted.entity, id=column, row=f"CASE WHEN {column} IS NULL THEN x.id END")
    currency = relation.keys[names.index("currency")].sql if "currency" in names else "NULL"
    columns = {
        "entity_id": identity.id,
        "row_id": identity.row or "NULL",
        "at": identity.at or "NULL",
        "brought": counted.value or "NULL",
        "currency": currency,
        "balance": identity.balance or "1",
        "bucket": relation.bucket or "NULL",
        "is_counted": f"CASE WHEN {counted.where} THEN 1 ELSE 0 END",
        **{f"key_{i}": field.sql for i, field in enumerate(relation.keys)},
    }
    selected = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    conditions = ["p.is_counted = 1", *_of_key(scope, relation, names, key), *conditions]
    conditions += _of_bucket(scope, relation, identity, bucket)
    counted_rows = f"possible AS (SELECT {selected} FROM {relation.source})"
    return ",\n".join([*relation.with_, counted_rows, _chosen(conditions, counted.entity is not None, identity)])


def _chosen(conditions: list[str], is_distinct: bool, identity: Identity) -> str:
    rest = f"FROM possible AS p WHERE {' AND '.join(conditions)}"
    if not is_distinct and identity.balance is None:
        return (
            f"{CHOSEN} AS (SELECT p.entity_id AS entity_id, p.row_id AS row_id, p.at AS at, p.brought AS brought, "
            f"p.currency AS currency {rest})"
        )
    having = " HAVING sum(p.balance) > 0" if identity.balance else ""
    return (
        f"{CHOSEN} AS (SELECT p.entity_id AS entity_id, p.row_id AS row_id, max(p.at) AS at, max(p.brought) AS brought, "
        f"max(p.currency) AS currency {rest} GROUP BY p.entity_id, p.row_id{having})"
    )


def _of_key(scope: Scope, relation: Relation, names: tuple[str, ...], key: Key) -> list[str]:
    conditions = []
    for name, value in key:
        i = names.index(name)
        column = f"p.key_{i}"
        conditions.append(f"{column} IS NULL" if value is None else f"{column} = {scope.bind(_key(relation.keys[i], value))}")
    return conditions


def _key(field: Field, value: KeyValue) -> object:
    """Return a value of a key as the column holds it; addresses know texts only."""
    if value in field.labels:
        return float(field.labels.index(str(value)) + 1)
    if field.type is not FieldType.NUMBER:
        return str(value)
    try:
        return float(value)  # type: ignore[arg-type]  # a text or a number
    except ValueError as error:
        raise UserError(Notice("There is no group '%(value)s': it is not a number.", value=str(value))) from error


def _of_bucket(scope: Scope, relation: Relation, identity: Identity, bucket: date | None) -> list[str]:
    if bucket is None or relation.bucket is None:
        return []
    # A date bound as a time, since all engines compare a date with a time at its midnight.
    day = scope.bind(datetime(bucket.year, bucket.month, bucket.day))  # noqa: DTZ001  # the store's times are naive
    if identity.balance:  # what came before is part of the stock
        return [f"(p.bucket IS NULL OR p.bucket <= {day})"]
    return [f"p.bucket = {day}"]


def _of_part(scope: Scope, part: Part | None, factor: float) -> list[str]:
    if part is None:
        return []
    low = [f"p.brought >= {scope.bind(part.low / factor)}"] if part.low is not None else []
    high = [f"p.brought < {scope.bind(part.high / factor)}"] if part.high is not None else []
    return [*low, *high]


def belongs(entity: Entity, period: Period) -> str:
    """Return the condition that puts a row `x` of the stream behind the chosen ones; of people, what they did by then."""
    column = ENTITY_COLUMNS[entity]
    named = f"x.{column} IN (SELECT c.entity_id FROM {CHOSEN} AS c WHERE c.entity_id IS NOT NULL)"
    if entity is Entity.PERSON:
        first = f" AND x.occurred_at >= {PERIOD_FROM}" if period.start else ""
        last = f" AND x.occurred_at < {PERIOD_TO}" if period.end else ""
        return f"({named}{first}{last})"
    if entity is Entity.INTERACTION:
        return f"({named})"
    return f"({named} OR x.id IN (SELECT c.row_id FROM {CHOSEN} AS c WHERE c.row_id IS NOT NULL))"
