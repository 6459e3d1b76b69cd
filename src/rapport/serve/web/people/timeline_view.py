"""Which part of a timeline is shown, as its address says it, and the rows of that part."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.accounts.public import Workspace
from rapport.core.channels import Channel
from rapport.record.store.public import InteractionFilter, Place, Store, Tally, counts_of, list_interactions
from rapport.serve.web.people.timeline import Day, tell
from rapport.understand.metrics.pages.labels import channel_label, kind_label

PAGE = 60

GROUPS: Mapping[str, tuple[str | Promise, tuple[str, ...]]] = {
    "feedback": (_("Feedback"), ("survey_answered", "review_posted", "mention_posted")),
    "contacts": (_("Contacts"), ("conversation_opened", "message_received", "call_received", "call_missed")),
    "support": (
        _("Conversations"),
        (
            *("conversation_opened", "conversation_assigned", "conversation_updated", "conversation_solved"),
            *("conversation_reopened", "conversation_closed", "message_received", "message_sent", "note_added"),
            *("call_received", "call_missed", "call_made"),
        ),
    ),
    "orders": (
        _("Orders"),
        ("order_placed", "order_refunded", "order_cancelled", "order_shipped", "order_delivered"),
    ),
    "visits": (_("Visits"), ("page_viewed", "event_tracked", "session_started", "goal_reached", "variant_assigned")),
    "contracts": (
        _("Contracts"),
        (
            *("subscription_started", "subscription_renewed", "subscription_changed"),
            *("subscription_cancelled", "subscription_ended"),
        ),
    ),
    "profile": (_("Profile and consent"), ("profile_updated", "consent_changed")),
}
"""Kinds that are asked for together."""


@dataclass(frozen=True, slots=True)
class TimelineChoices:
    """The parameters of the address.

    Parameters
    ----------
    kind : a kind, or the name of a group of kinds.
    on : what happened up to the end of that day.
    thread : a conversation, session or order by itself: its column and its id.
    """

    kind: str = ""
    channel: str = ""
    text: str = ""
    on: date | None = None
    thread: tuple[str, str] | None = None

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.channel or self.text or self.on or self.thread)

    def as_query(self, **changes: str) -> str:
        """Return the query of an address that shows the same, with changes; an empty text takes a parameter out."""
        said = {
            "kind": self.kind,
            "channel": self.channel,
            "text": self.text,
            "on": self.on.isoformat() if self.on else "",
        }
        if self.thread:
            said[self.thread[0]] = self.thread[1]
        return urlencode({name: value for name, value in (said | changes).items() if value})


THREADS = ("conversation", "session", "order")


def parse_timeline(query: QueryDict) -> TimelineChoices:
    """Read the parameters; what cannot be read is left out."""
    channel = query.get("channel", "")
    threads = [(name, thread) for name in THREADS if (thread := query.get(name, ""))]
    return TimelineChoices(
        kind=query.get("kind", "")[:64],
        channel=channel if channel in tuple(Channel) else "",
        text=query.get("text", "").strip()[:200],
        on=_day(query.get("on", "")),
        thread=threads[0] if threads else None,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Days of a timeline, and the query of what comes before them; empty at the beginning of everything."""

    days: tuple[Day, ...]
    more: str


def read_timeline(
    workspace: Workspace, store: Store, person_id: int, choices: TimelineChoices, *, behind: Place | None = None
) -> TimelinePage:
    """Return a page of a timeline, newest first."""
    which = InteractionFilter(
        kinds=GROUPS[choices.kind][1] if choices.kind in GROUPS else [choices.kind] if choices.kind else [],
        channels=[choices.channel] if choices.channel else [],
        person_id=person_id,
        end=_end_of(choices.on, workspace) if choices.on else None,
        text=choices.text,
        **{f"{name}_id": value for name, value in [choices.thread or ("", "")] if name},  # type: ignore[arg-type]  # names of its fields
    )
    rows = list_interactions(store, which, behind=behind, limit=PAGE + 1)
    shown, last = rows[:PAGE], rows[PAGE - 1] if len(rows) > PAGE else None
    more = choices.as_query(behind=write_place(last.occurred_at, last.id)) if last else ""
    return TimelinePage(tuple(tell(shown, currency=workspace.currency)), more)


def _end_of(day: date, workspace: Workspace) -> datetime:
    try:
        return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(workspace.zone))
    except OverflowError:  # the last day there is
        return datetime.combine(day, time.max, ZoneInfo(workspace.zone))


def write_place(at: datetime, identifier: UUID) -> str:
    return f"{at.isoformat()},{identifier}"


def read_place(text: str) -> Place | None:
    """Read where a page begins; None for the beginning, and for what nobody wrote here."""
    at, _comma, identifier = text.partition(",")
    try:
        moment = datetime.fromisoformat(at)
        return Place(moment, UUID(identifier)) if moment.tzinfo else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Option:
    """What can be chosen in a filter, and how much there is of it."""

    key: str
    label: str
    count: int


def kind_options(tallies: Iterable[Tally]) -> tuple[Sequence[Option], Sequence[Option]]:
    """Return the groups and the kinds that a timeline has anything of."""
    counts = counts_of(tallies, "kind")
    groups = [Option(key, str(label), sum(counts.get(kind, 0) for kind in kinds)) for key, (label, kinds) in GROUPS.items()]
    return [group for group in groups if group.count], [Option(kind, kind_label(kind), n) for kind, n in counts.items()]


def channel_options(tallies: Iterable[Tally]) -> Sequence[Option]:
    """Return the channels that a timeline has anything of."""
    return [Option(channel, channel_label(channel), n) for channel, n in counts_of(tallies, "channel").items()]
