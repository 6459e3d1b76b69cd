"""How one interaction reads in a list: a drawing, a title, what was said, scored and paid."""

import json
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from rapport.accounts.public import minor_digits
from rapport.record.store.public import StoredInteraction
from rapport.serve.web.stream.icons import icon_of
from rapport.understand.metrics.pages.labels import channel_label, kind_label

_QUIET = frozenset(
    {
        *("page_viewed", "session_started", "event_tracked", "event_logged", "goal_reached", "variant_assigned"),
        *("order_shipped", "order_delivered", "subscription_renewed", "profile_updated", "consent_changed"),
        *("conversation_assigned", "conversation_updated", "conversation_closed"),
    }
)
"""Kinds that a reader passes over, unless somebody said or scored something with them."""
_TELLING_PROPERTIES = ("message", "subject", "title", "reason", "name", "status")


@dataclass(frozen=True, slots=True)
class ScoreBadge:
    """A score as a badge; `tone` is good, bad, warn or empty."""

    label: str
    value: float
    highest: float | None
    tone: str


@dataclass(frozen=True, slots=True)
class Amount:
    """Money in the smallest unit of its currency, and how many digits that unit has."""

    minor: int
    currency: str
    digits: int


@dataclass(frozen=True, slots=True)
class ShownInteraction:
    """An interaction as lists show it; `row` is as it is stored."""

    row: StoredInteraction
    icon: str
    title: str
    channel: str
    detail: str
    score: ScoreBadge | None
    amount: Amount | None
    is_quiet: bool

    @property
    def at(self) -> datetime:
        return self.row.occurred_at

    @property
    def text(self) -> str:
        return (self.row.text or "").strip()

    @property
    def is_by_brand(self) -> bool:
        return self.row.direction == "outbound"


def show(row: StoredInteraction, *, currency: str) -> ShownInteraction:
    """Return how an interaction reads; `currency` is the workspace's, for amounts without one."""
    score = score_badge(row)
    return ShownInteraction(
        row=row,
        icon=icon_of(row.kind, row.channel),
        title=kind_label(row.kind),
        channel=channel_label(row.channel) if row.channel else "",
        detail=" · ".join(_details(row)),
        score=score,
        amount=_amount(row, currency),
        is_quiet=row.kind in _QUIET and score is None and not row.text,
    )


def score_badge(row: StoredInteraction) -> ScoreBadge | None:
    """Return the score of an answer, with what it means where its metric says so."""
    if row.score is None:
        return None
    return score_badge_of(row.metric, row.score, lowest=row.scale_min, highest=row.scale_max, question=row.question_id)


def score_badge_of(
    metric: str | None, score: float, *, lowest: float | None, highest: float | None, question: str | None = None
) -> ScoreBadge:
    """Return a score of a metric as a badge; without a scale, that of the metric holds."""
    if metric == "nps":
        return ScoreBadge("NPS", score, 10.0, "good" if score >= 9 else "bad" if score <= 6 else "warn")
    return ScoreBadge(
        score_label(metric, question), score, highest, _tone(metric, score, 1.0 if lowest is None else lowest, highest)
    )


def score_label(metric: str | None, question: str | None = None) -> str:
    """Return what people call a kind of score."""
    known = {"nps": "NPS", "csat": "CSAT", "ces1": "CES", "ces2": "CES", "rating": _("Rating")}
    return known.get(metric or "", metric or question or _("Score"))


def _tone(metric: str | None, score: float, lowest: float, highest: float | None) -> str:
    if metric not in ("csat", "rating", "ces1", "ces2") or highest is None or highest <= lowest:
        return ""
    share = (score - lowest) / (highest - lowest)
    if metric == "ces1":  # how much effort it was: the less, the better
        share = 1 - share
    return "good" if share >= 0.7 else "bad" if share <= 0.4 else "warn"


def _amount(row: StoredInteraction, currency: str) -> Amount | None:
    if row.amount is None:
        return None
    currency = row.currency or currency
    return Amount(-row.amount if row.kind == "order_refunded" else row.amount, currency, minor_digits(currency))


def _details(row: StoredInteraction) -> list[str]:
    """Return what tells this interaction from others of its kind, without repeating anything."""
    found = [row.touchpoint, row.product, _telling_property(row)]
    return list(dict.fromkeys(part for part in found if part)) or [page for page in [_page(row.url)] if page]


def _telling_property(row: StoredInteraction) -> str:
    if not row.properties or row.kind in ("consent_changed", "profile_updated"):
        return ""
    said = json.loads(row.properties)
    return next((str(said[name]) for name in _TELLING_PROPERTIES if isinstance(said.get(name), str)), "")


def _page(url: str | None) -> str:
    """Return where on a site a page lies; an address that is none, as it is."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return parts.path if parts.path.strip("/") else parts.netloc or url
