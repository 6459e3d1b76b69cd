"""What a person did, as a story: day by day, with what belongs together told together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils import timezone

from rapport.record.store.public import StoredInteraction
from rapport.serve.web.stream.icons import channel_icon
from rapport.serve.web.stream.shown import Amount, ShownInteraction, show

_OF_CONVERSATIONS = frozenset({"note_added", "call_received", "call_missed", "call_made"})
_OUTCOMES = frozenset({"conversation_solved", "conversation_reopened"})
_QUIET_TOGETHER = frozenset({"profile_updated", "consent_changed", "variant_assigned"})


@dataclass(frozen=True, slots=True)
class Chapter:
    """Interactions of a day that belong together, or one alone.

    Parameters
    ----------
    shape : ``conversation``, ``order``, ``response``, ``session``, ``updates``; ``one`` for an interaction by itself.
    name : what joins them: the id of the conversation, the order, …
    rows : in the order in which they happened.
    """

    shape: str
    name: str
    rows: tuple[ShownInteraction, ...]

    @property
    def first(self) -> ShownInteraction:
        return self.rows[0]

    @property
    def last(self) -> ShownInteraction:
        return self.rows[-1]

    @property
    def at(self) -> datetime:
        return self.last.at

    @property
    def duration_s(self) -> float:
        """How long it took from the first to the last."""
        return (self.last.at - self.first.at).total_seconds()

    @property
    def messages(self) -> tuple[ShownInteraction, ...]:
        """What was written or said."""
        return tuple(row for row in self.rows if row.text)

    @property
    def begins(self) -> bool:
        """Whether the conversation was opened here, and not on an earlier day."""
        return any(row.row.kind == "conversation_opened" for row in self.rows)

    @property
    def outcomes(self) -> tuple[ShownInteraction, ...]:
        """How a conversation stands at the end of the chapter: solved, opened again."""
        return tuple(row for row in self.rows if row.row.kind in _OUTCOMES)[-1:]

    @property
    def other_steps(self) -> tuple[ShownInteraction, ...]:
        return tuple(row for row in self.rows if not row.text and row not in self.outcomes)

    @property
    def channel_icon(self) -> str:
        return channel_icon(self.first.row.channel)

    @property
    def pages(self) -> tuple[ShownInteraction, ...]:
        return tuple(row for row in self.rows if row.row.kind == "page_viewed")

    @property
    def events(self) -> tuple[ShownInteraction, ...]:
        """What somebody did on a visit beside looking at pages."""
        return tuple(row for row in self.rows if row.row.kind not in ("page_viewed", "session_started"))

    @property
    def total(self) -> Amount | None:
        """What the lines of an order come to, where they are in one currency."""
        amounts = [row.amount for row in self.rows if row.amount]
        if not amounts or len({amount.currency for amount in amounts}) > 1:
            return None
        return Amount(sum(amount.minor for amount in amounts), amounts[0].currency, amounts[0].digits)


@dataclass(frozen=True, slots=True)
class Day:
    """A day in the workspace's zone, with its chapters, the latest first."""

    day: date
    chapters: tuple[Chapter, ...]

    @property
    def iso(self) -> str:
        return self.day.isoformat()


def tell(rows: Sequence[StoredInteraction], *, currency: str) -> list[Day]:
    """Group interactions, which come newest first, into days and chapters."""
    shown = [show(row, currency=currency) for row in rows]
    return [
        Day(day, tuple(_chapters(list(of_day))))
        for day, of_day in groupby(shown, key=lambda row: timezone.localtime(row.at).date())
    ]


def _chapters(rows: Sequence[ShownInteraction]) -> Iterator[Chapter]:
    """Put what belongs together where its latest part stands."""
    together: dict[tuple[str, str], list[ShownInteraction]] = {}
    for number, row in enumerate(rows):
        together.setdefault(_belongs_to(row.row) or ("one", str(number)), []).append(row)
    for (shape, name), members in together.items():
        is_alone = len(members) == 1 and shape in ("order", "response", "updates")
        yield Chapter("one" if is_alone else shape, name, tuple(reversed(members)))


def _belongs_to(row: StoredInteraction) -> tuple[str, str] | None:
    """Return the shape and the id of what an interaction is a part of."""
    is_support = row.kind.startswith(("conversation_", "message_")) or row.kind in _OF_CONVERSATIONS
    if row.conversation_id and is_support:
        return "conversation", row.conversation_id
    if row.response_id and row.score is not None:
        return "response", row.response_id
    if row.order_id and row.kind.startswith("order_"):
        return "order", row.order_id
    if row.session_id:
        return "session", row.session_id
    if row.kind in _QUIET_TOGETHER:
        return "updates", row.source
    return None
