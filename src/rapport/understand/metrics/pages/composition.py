"""What a figure is made of: promoters, passives and detractors; those that a share is of, and the rest."""

from dataclasses import dataclass

from rapport.accounts.public import Workspace
from rapport.record.store.public import Store
from rapport.understand.metrics.answer import Answer
from rapport.understand.metrics.evidence.distribution import Spread
from rapport.understand.metrics.evidence.parts import Part, parts_of
from rapport.understand.metrics.measures.promoters import Promoters
from rapport.understand.metrics.pages.links import evidence_path
from rapport.understand.metrics.pages.parts import holds, part_label, tone_of_part
from rapport.understand.metrics.pages.spread import cached_spread
from rapport.understand.metrics.pages.view_filter import ViewFilter
from rapport.understand.metrics.question import Question


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of what a figure counts; `tone` is good, quiet or bad."""

    key: str
    label: str
    count: int
    share: float
    tone: str
    href: str


def composition(workspace: Workspace, store: Store, answer: Answer, view: ViewFilter) -> tuple[Slice, ...]:
    """Return the slices of the only row of an answer; none where it has no parts, several rows, or is suppressed."""
    metric = answer.metric
    parts = parts_of(metric)
    if not parts or len(answer.rows) != 1 or answer.rows[0].is_suppressed or not answer.rows[0].estimate.n:
        return ()
    counts = _counts(workspace, store, answer, parts, question=view.question(metric.key, is_compared=False))
    total = sum(counts) or 1
    return tuple(
        Slice(
            key=part.key,
            label=part_label(part.key),
            count=count,
            share=count / total,
            tone=tone_of_part(part, metric),
            href=evidence_path(workspace, metric.key, view, scores=part.key),
        )
        for part, count in zip(parts, counts, strict=True)
    )


def _counts(workspace: Workspace, store: Store, answer: Answer, parts: tuple[Part, ...], *, question: Question) -> list[int]:
    if isinstance(answer.metric.measure, Promoters):
        spread = cached_spread(workspace, store, question)
        return [_held(part, spread) for part in parts]
    estimate = answer.rows[0].estimate
    inside = round(estimate.n * (estimate.value or 0.0))
    return [inside, estimate.n - inside]


def _held(part: Part, spread: Spread | None) -> int:
    if spread is None:
        return 0
    return sum(each.count for each in spread.bins if each.low is not None and holds(part, each.low))
