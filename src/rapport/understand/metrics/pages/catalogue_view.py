"""The catalogue as a page: every metric in its group, those with data first."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.accounts.public import Workspace
from rapport.record.store.public import Store
from rapport.understand.metrics.check import settings_missing
from rapport.understand.metrics.metric import METRICS, Metric
from rapport.understand.metrics.pages.filter_bar import cached_facts
from rapport.understand.metrics.pages.labels import metric_title
from rapport.understand.metrics.pages.links import metric_path
from rapport.understand.metrics.pages.summary import Summary, has_one_figure, is_at_hand, summarise
from rapport.understand.metrics.pages.view_filter import ViewFilter

_GROUPS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (gettext_lazy("What people say"), ("nps", "csat", "ces2", "ces1", "mean_rating", "rating_distribution", "response_count")),
    (gettext_lazy("How many people there are"), ("active_people", "new_people", "returning_people", "interactions")),
    (
        gettext_lazy("Who stays"),
        ("retention_rate", "churn_rate", "subscription_retention", "subscription_churn", "revenue_retention", "revenue_churn",
         "renewal_rate"),
    ),
    (
        gettext_lazy("Orders and revenue"),
        ("revenue", "orders", "average_transaction_size", "orders_per_customer", "repeat_purchase_rate", "refund_rate"),
    ),
    (gettext_lazy("What customers are worth"), ("clv_historic", "average_contract_value", "contact_rate", "cost_to_serve")),
    (
        gettext_lazy("Support"),
        ("conversations_opened", "conversations_solved", "backlog", "first_response_time", "first_response_time_business",
         "resolution_time", "resolution_time_business", "handle_time", "one_touch_share", "reopen_rate"),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A metric of the list; `summary` is None while it is being computed, and where it has no data."""

    metric: Metric
    title: str
    definition: str
    href: str
    has_data: bool
    summary: Summary | None
    missing: tuple[str, ...] = ()

    @property
    def has_one_figure(self) -> bool:
        return has_one_figure(self.metric)


@dataclass(frozen=True, slots=True)
class CatalogueGroup:
    title: str
    entries: tuple[CatalogueEntry, ...]


def view_catalogue(workspace: Workspace, store: Store, view: ViewFilter, *, search: str = "") -> tuple[CatalogueGroup, ...]:
    """Return the groups with those figures that are at hand; the others are asked for when they come into view.

    Parameters
    ----------
    search : leaves those metrics whose title, key or definition holds all its words.
    """
    facts = cached_facts(store)
    groups = [
        (str(title), [key for key in keys if key in METRICS and _is_found(METRICS[key], search)]) for title, keys in _grouped()
    ]
    asked = [
        key
        for _, keys in groups
        for key in keys
        if has_one_figure(METRICS[key]) and facts.has(key) and not settings_missing(METRICS[key], workspace)
    ]
    ready = {key: summarise(workspace, store, key, view) for key in asked if is_at_hand(workspace, store, key, view)}

    def entry(key: str) -> CatalogueEntry:
        metric = METRICS[key]
        return CatalogueEntry(
            metric=metric,
            title=metric_title(metric),
            definition=_(metric.definition),
            href=metric_path(workspace, key, view),
            has_data=facts.has(key),
            summary=ready.get(key),
            missing=tuple(settings_missing(metric, workspace)),
        )

    return tuple(CatalogueGroup(title, tuple(entry(key) for key in keys)) for title, keys in groups if keys)


def _grouped() -> Sequence[tuple[str | Promise, Sequence[str]]]:
    """Return the groups; metrics of plugins, which no group names, come last."""
    named = {key for _, keys in _GROUPS for key in keys}
    further = tuple(key for key in METRICS if key not in named)
    return [*_GROUPS, (_("Further figures"), further)]


def _is_found(metric: Metric, search: str) -> bool:
    text = f"{metric_title(metric)} {metric.key} {_(metric.definition)}".casefold()
    return all(word in text for word in search.casefold().split())
