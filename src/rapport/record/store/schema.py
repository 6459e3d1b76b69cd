"""The columns of the store, with their type on each engine. Times are UTC; amounts are in minor units."""

from dataclasses import dataclass

from rapport.core.interaction import Privacy


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a stored table. `clickhouse` types are nullable unless `is_required`.

    `derived_from` names the column that it is worked out from when a row is stored: no source said it, so neither a
    timeline nor an export shows it, and it is erased with that column.
    """

    name: str
    duckdb: str
    clickhouse: str
    privacy: Privacy = "none"
    is_required: bool = False
    derived_from: str = ""


def _text(name: str, privacy: Privacy = "none", *, is_required: bool = False) -> Column:
    return Column(name, "VARCHAR", "String", privacy, is_required)


def _word(name: str, privacy: Privacy = "none", *, is_required: bool = False) -> Column:
    """A text of few distinct values."""
    return Column(name, "VARCHAR", "LowCardinality(String)", privacy, is_required)


def _number(name: str) -> Column:
    return Column(name, "DOUBLE", "Float64")


def _time(name: str, *, is_required: bool = False) -> Column:
    return Column(name, "TIMESTAMP", "DateTime64(6, 'UTC')", is_required=is_required)


INTERACTIONS: tuple[Column, ...] = (
    Column("id", "UUID", "UUID", is_required=True),
    Column("person_id", "BIGINT", "Int64", "pseudonymous"),
    Column("identity_key", "BIGINT", "Int64", "pseudonymous"),
    _time("occurred_at", is_required=True),
    _time("received_at", is_required=True),
    _word("source", is_required=True),
    _text("source_id", "personal"),
    _word("import_id"),
    _word("kind", is_required=True),
    _word("channel"),
    _word("direction"),
    _word("touchpoint"),
    _text("session_id", "pseudonymous"),
    _text("conversation_id", "pseudonymous"),
    _text("order_id", "pseudonymous"),
    _text("subscription_id", "pseudonymous"),
    _word("product"),
    _word("survey_id"),
    _word("question_id"),
    _text("response_id", "pseudonymous"),
    _word("agent_id"),
    _word("metric"),
    _number("score"),
    _number("scale_min"),
    _number("scale_max"),
    _text("text", "personal"),
    _word("language"),
    Column("amount", "BIGINT", "Int64"),
    _word("currency"),
    _number("duration_s"),
    _text("url", "personal"),
    _number("weight"),
    _text("properties", "personal"),
    Column("monthly_amount", "DOUBLE", "Float64", derived_from="amount"),
)
"""`id` is a keyed hash of (workspace, source, source_id), so it is the identity of the interaction as well. A dimension
`country` is one more text column `d_country`, added when a batch first brings it. `monthly_amount` is the recurring price of
a step of a contract for one month (`monthly_amount.py`)."""

TRAITS: tuple[Column, ...] = (
    Column("interaction_id", "UUID", "UUID", is_required=True),
    Column("person_id", "BIGINT", "Int64", "pseudonymous"),
    Column("identity_key", "BIGINT", "Int64", "pseudonymous"),
    _word("name", is_required=True),
    _word("type", is_required=True),
    _text("text_value", "personal"),
    Column("number_value", "DOUBLE", "Float64", "personal"),
    _time("said_at", is_required=True),
    _word("source", is_required=True),
)
"""One row for each time a source said a trait; the latest `said_at` holds. `type` is text, number, boolean or time;
`text_value` is always set; `number_value` is set for numbers, booleans (0, 1) and times (epoch seconds)."""
