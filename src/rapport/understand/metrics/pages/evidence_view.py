"""What stands behind a figure, as a page: what is counted, and on further tabs people, words, conversations and orders."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from rapport.accounts.public import Workspace
from rapport.record.store.public import Store
from rapport.understand.metrics.evidence.behind import BehindCounts, EvidenceOf
from rapport.understand.metrics.evidence.evidence import PAGE, evidence
from rapport.understand.metrics.metric import Metric, Unit
from rapport.understand.metrics.pages.cached import cached, cached_ask
from rapport.understand.metrics.pages.evidence_query import EvidenceQuery
from rapport.understand.metrics.pages.evidence_rows import ENTITY_OF_TAB, VERBATIMS, EvidenceRow, RowGatherer
from rapport.understand.metrics.pages.figure import Figure, figure_of, unknown_figure
from rapport.understand.metrics.pages.labels import bucket_label, entity_label, metric_title, name_label, value_label
from rapport.understand.metrics.pages.links import evidence_path
from rapport.understand.metrics.pages.parts import part_label
from rapport.understand.metrics.populations.identity import Entity

COUNTED, PEOPLE, CONVERSATIONS, ORDERS = "counted", "people", "conversations", "orders"


@dataclass(frozen=True, slots=True)
class Tab:
    key: str
    label: str
    url: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """The page.

    Parameters
    ----------
    what : what the figure is about beside the metric: groups, bucket and part, in words.
    is_held_back : too few for those who may see figures only.
    next_href : of the next page; empty on the last.
    """

    metric: Metric
    title: str
    what: tuple[str, ...]
    figure: Figure
    tabs: tuple[Tab, ...]
    tab: str
    rows: tuple[EvidenceRow, ...]
    total: int
    is_held_back: bool
    next_href: str
    shows_people: bool


def view_evidence(workspace: Workspace, store: Store, asked: EvidenceQuery, *, may_see_people: bool) -> EvidenceView:
    """Gather the page.

    Who may see figures only gets the words, without names and with addresses and numbers hidden, and only where there are
    as many as the workspace's minimum cell.
    """
    seen = _seen(workspace, store, asked)
    page = evidence(workspace, store, asked.question, key=asked.key, part=asked.part, offset=asked.offset, total=seen.total)
    is_held_back = not may_see_people and page.total < workspace.minimum_cell
    behind = EvidenceOf(workspace, store, asked.question, key=asked.key, part=asked.part)
    tabs = () if is_held_back else _tabs(workspace, asked, seen.counts, page.entity, page.total, may_see_people=may_see_people)
    current = next((tab for tab in tabs if tab.is_current), None)
    currency = str(dict(asked.key).get("currency") or workspace.currency)
    gatherer = RowGatherer(workspace, store, asked.metric, currency, asked.offset, behind, may_see_people)
    rows: tuple[EvidenceRow, ...] = ()
    if current:
        rows = gatherer.counted(page.entity, page.rows) if current.key == COUNTED else gatherer.tab(current.key)
    total = current.count if current else page.total
    following = asked.offset + PAGE
    return EvidenceView(
        metric=asked.metric,
        title=metric_title(asked.metric),
        what=tuple(_what(asked)),
        figure=_figure(workspace, store, asked),
        tabs=tabs,
        tab=current.key if current else "",
        rows=rows,
        total=total,
        is_held_back=is_held_back,
        next_href=f"{_path(workspace, asked, current.key)}&offset={following}" if current and following < total else "",
        shows_people=may_see_people,
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """How much there is, which every page and tab needs again."""

    total: int
    counts: BehindCounts


def _seen(workspace: Workspace, store: Store, asked: EvidenceQuery) -> _Seen:
    def look() -> _Seen:
        page = evidence(workspace, store, asked.question, key=asked.key, part=asked.part, limit=0)
        behind = EvidenceOf(workspace, store, asked.question, key=asked.key, part=asked.part)
        return _Seen(page.total, behind.counts())

    return cached(store, ("evidence", workspace, asked.question, asked.key, asked.part), look)


def _what(asked: EvidenceQuery) -> Iterator[str]:
    if asked.bucket and asked.view.every:
        yield bucket_label(date.fromisoformat(asked.bucket), asked.view.every)
    for name, value in asked.groups:
        yield _("%(name)s: %(value)s") % {"name": name_label(name), "value": value_label(name, value)}
    if asked.part:
        yield part_label(asked.part.key)


def _figure(workspace: Workspace, store: Store, asked: EvidenceQuery) -> Figure:
    """Return the figure itself: the row of the answer that has the key."""
    answer = cached_ask(workspace, store, asked.question)
    wanted = {(name, None if value is None else str(value)) for name, value in asked.key}
    for row in answer.rows:
        own = {(name, None if value is None else _plain(value)) for name, value in row.key}
        if wanted <= own:
            return figure_of(row, answer)
    return unknown_figure(answer.unit)


def _plain(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def _path(workspace: Workspace, asked: EvidenceQuery, tab: str) -> str:
    scores = asked.part.key if asked.part else ""
    every = asked.view.every if asked.bucket else None
    return evidence_path(workspace, asked.metric.key, asked.view, key=asked.key, every=every, scores=scores, tab=tab)


def _tabs(
    workspace: Workspace, asked: EvidenceQuery, counts: BehindCounts, entity: Entity, total: int, *, may_see_people: bool
) -> tuple[Tab, ...]:
    offered = [(COUNTED, counted_label(asked.metric, entity), total)] if may_see_people else []
    beside = (
        (PEOPLE, entity_label(Entity.PERSON), counts.people),
        (VERBATIMS, _("Comments"), counts.verbatims),
        (CONVERSATIONS, entity_label(Entity.CONVERSATION), counts.conversations),
        (ORDERS, entity_label(Entity.ORDER), counts.orders),
    )
    for key, label, count in beside:
        is_counted = ENTITY_OF_TAB.get(key) is entity
        if count and not is_counted and (may_see_people or key == VERBATIMS):
            offered.append((key, label, count))
    known = [key for key, _, _ in offered]
    current = asked.tab if asked.tab in known else known[0] if known else ""
    return tuple(Tab(key, label, _path(workspace, asked, key), count, key == current) for key, label, count in offered)


def counted_label(metric: Metric, entity: Entity) -> str:
    """Return what people read for what a metric counts: answers are better said than interactions."""
    if entity is Entity.INTERACTION and metric.unit in (Unit.POINTS, Unit.SCORE, Unit.SHARE):
        return _("Answers")
    return entity_label(entity)
