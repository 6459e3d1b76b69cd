"""What holds for every definition in the catalogue."""

import pytest

from rapport.core.errors import UserError
from rapport.record.store.dialect import ClickHouseDialect, Dialect, DuckDBDialect
from rapport.understand.metrics.as_json import metric_as_json
from rapport.understand.metrics.catalogue_text import catalogue_as_text, metric_as_text
from rapport.understand.metrics.compile import compile_question, split_names
from rapport.understand.metrics.metric import METRICS, Better, Metric, Unit
from rapport.understand.metrics.question import Grain
from rapport.understand.metrics.scope import Template
from rapport.understand.metrics.splits import Splits

every_metric = pytest.mark.parametrize("metric", METRICS.values(), ids=list(METRICS))
both_dialects = pytest.mark.parametrize("dialect", [DuckDBDialect(), ClickHouseDialect()], ids=["duckdb", "clickhouse"])

EXPECTED = [
    *("active_people", "average_contract_value", "average_transaction_size", "backlog", "ces1", "ces2", "churn_rate"),
    *("clv_historic", "contact_rate", "conversations_opened", "conversations_solved", "cost_to_serve", "csat"),
    *("first_response_time", "first_response_time_business", "handle_time", "interactions", "mean_rating", "new_people", "nps"),
    *("one_touch_share", "orders", "orders_per_customer", "rating_distribution", "refund_rate", "renewal_rate", "reopen_rate"),
    *("repeat_purchase_rate", "resolution_time", "resolution_time_business", "response_count", "retention_rate"),
    *("returning_people", "revenue", "revenue_churn", "revenue_retention", "subscription_churn", "subscription_retention"),
]


def test_the_first_catalogue_is_complete() -> None:
    assert list(METRICS) == EXPECTED


@every_metric
def test_it_says_in_sentences_what_it_is(metric: Metric) -> None:
    for sentence in (metric.definition, *metric.caveats):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
    assert len(metric.definition) > 20
    assert metric.caveats
    assert metric.interval


@every_metric
def test_its_key_is_how_it_is_typed(metric: Metric) -> None:
    assert metric.key.replace("_", "").isalnum()
    assert metric.key == metric.key.lower()


@every_metric
def test_it_is_documented(metric: Metric) -> None:
    text, listed = metric_as_text(metric, width=100), catalogue_as_text([metric], width=100)

    assert metric.title in text
    assert metric.key in listed
    assert metric_as_json(metric)["definition"] == metric.definition


@every_metric
def test_churn_and_effort_point_the_other_way(metric: Metric) -> None:
    lower = ("churn", "ces1", "backlog", "refund", "reopen", "time", "contact_rate", "cost")

    assert (metric.direction is Better.LOWER) == any(word in metric.key for word in lower)


@every_metric
def test_money_is_never_added_over_currencies(metric: Metric) -> None:
    if metric.unit is Unit.MONEY and metric.key != "cost_to_serve":
        assert metric.split_by == ("currency",)


@both_dialects
@every_metric
def test_it_compiles_by_every_name_it_allows(metric: Metric, dialect: Dialect) -> None:
    for name in (*metric.dimensions, "trait.plan", "country"):
        template = _template(metric, dialect, breakdown=(name,), grain=Grain.WEEK)

        assert compile_question(template).has_bucket


@both_dialects
@every_metric
def test_its_statement_begins_with_whose_question_it_answers(metric: Metric, dialect: Dialect) -> None:
    sql = compile_question(_template(metric, dialect)).sql

    assert sql.startswith(f"-- rapport ask {metric.key}: {metric.title}\n")


@both_dialects
@every_metric
def test_it_reads_no_column_that_it_does_not_need(metric: Metric, dialect: Dialect) -> None:
    sql = compile_question(_template(metric, dialect)).sql

    assert "x.*" not in sql
    assert "JOIN" not in sql.upper() or metric.key in _JOINING


_JOINING = (
    *("returning_people", "retention_rate", "churn_rate"),
    *("subscription_retention", "subscription_churn", "revenue_retention", "revenue_churn", "average_contract_value"),
)


@both_dialects
def test_the_same_template_is_compiled_once(dialect: Dialect) -> None:
    template = _template(METRICS["nps"], dialect)

    assert compile_question(template) is compile_question(_template(METRICS["nps"], dialect))


def test_an_unknown_metric_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UserError, match=r"no metric called 'npx'.*nps"):
        METRICS["npx"]


def _template(metric: Metric, dialect: Dialect, *, breakdown: tuple[str, ...] = (), grain: Grain | None = None) -> Template:
    return Template(
        metric=metric.key,
        dialect=dialect,
        dimensions=("d_country",),
        splits=Splits((split_names(breakdown, metric),)),
        grain=grain,
        has_start=True,
        has_end=True,
    )
