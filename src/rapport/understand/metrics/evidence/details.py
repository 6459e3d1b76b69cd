"""What there is to say of the entities on a page of evidence, looked up together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rapport.record.store.public import Store
from rapport.understand.metrics.populations.identity import ENTITY_COLUMNS, Entity
from rapport.understand.metrics.preparing import aware


@dataclass(frozen=True, slots=True)
class Details:
    """What the rows of an entity say together.

    Parameters
    ----------
    interaction_id : of its first row.
    rows : how many rows it has.
    text : the first words of a person in it.
    score, scale_max, metric : of its last answer.
    amount, currency : what was paid in it, in the currency's smallest unit.
    """

    interaction_id: UUID
    person_id: int | None
    first_at: datetime
    last_at: datetime
    rows: int
    kind: str
    channel: str | None
    product: str | None
    touchpoint: str | None
    text: str | None
    language: str | None
    score: float | None
    scale_max: float | None
    metric: str | None
    amount: int | None
    currency: str | None


def details_of(store: Store, entity: Entity, ids: Sequence[str | int | UUID], *, until: datetime | None) -> Mapping[str, Details]:
    """Return the details of entities by their id, as a text; of people only what they did before `until`."""
    if not ids:
        return {}
    column = ENTITY_COLUMNS[entity]
    params: dict[str, object] = {"ids": [str(each) for each in ids]}
    condition = f"x.{column} IN $ids"
    if entity is Entity.INTERACTION:
        listed = store.dialect.rows_of({"listed_id": "$ids"})
        condition = f"x.id IN (SELECT CAST(o.listed_id AS UUID) FROM {listed} AS o)"
    if entity is Entity.PERSON:
        params["ids"] = [int(str(each)) for each in ids]
        if until:
            condition += " AND x.occurred_at < $until"
            params["until"] = until
    sql = (
        f"-- rapport evidence: what is there to say of these?\nSELECT x.{column} AS entity_id, {_columns(store)} "
        f"FROM interactions AS x WHERE {condition} GROUP BY x.{column}"
    )
    return {str(entity_id): _read(values) for entity_id, *values in store.query(sql, params).rows}


def _columns(store: Store) -> str:
    first, last = store.dialect.first_value, store.dialect.last_value
    is_own = "(x.direction = 'inbound' OR x.direction IS NULL)"
    answered = "CASE WHEN x.score IS NOT NULL THEN"
    columns = {
        "details_row": first("x.id", "x.occurred_at"),
        "details_person": first("x.person_id", "x.occurred_at"),
        "details_first": "min(x.occurred_at)",
        "details_last": "max(x.occurred_at)",
        "details_rows": "count(*)",
        "details_kind": first("x.kind", "x.occurred_at"),
        "details_channel": first("x.channel", "x.occurred_at"),
        "details_product": first("x.product", "x.occurred_at"),
        "details_touchpoint": first("x.touchpoint", "x.occurred_at"),
        "details_text": first(f"CASE WHEN {is_own} THEN x.text END", "x.occurred_at"),
        "details_language": first("x.language", "x.occurred_at"),
        "details_score": last("x.score", "x.occurred_at"),
        "details_scale": last(f"{answered} x.scale_max END", "x.occurred_at"),
        "details_metric": last(f"{answered} x.metric END", "x.occurred_at"),
        "details_amount": "sum(CASE WHEN x.kind = 'order_refunded' THEN -x.amount ELSE x.amount END)",
        "details_currency": first("x.currency", "x.occurred_at"),
    }
    return ", ".join(f"{sql} AS {name}" for name, sql in columns.items())


def _read(values: Sequence[object]) -> Details:
    (
        row,
        person,
        first,
        last,
        count,
        kind,
        channel,
        product,
        touchpoint,
        text,
        language,
        score,
        scale,
        metric,
        amount,
        currency,
    ) = values
    return Details(
        interaction_id=UUID(str(row)),
        person_id=None if person is None else int(str(person)),
        first_at=aware(first),
        last_at=aware(last),
        rows=int(str(count)),
        kind=str(kind),
        channel=_text(channel),
        product=_text(product),
        touchpoint=_text(touchpoint),
        text=_text(text),
        language=_text(language),
        score=_number(score),
        scale_max=_number(scale),
        metric=_text(metric),
        amount=None if amount is None else int(float(str(amount))),
        currency=_text(currency),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))
