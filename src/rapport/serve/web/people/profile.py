"""Everything at the top and at the side of a person's page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.accounts.public import Workspace, minor_digits
from rapport.core.clock import now
from rapport.record.identity.public import IdentifierRow, MergeRow, keys_naming_both
from rapport.record.people.public import (
    ADDRESS_TYPES,
    ConsentEntry,
    Note,
    Person,
    PersonSketch,
    Saying,
    Trait,
    TraitValue,
    read_person,
)
from rapport.record.store.public import Store, first_with_keys
from rapport.serve.web.people.words import (
    BASES,
    CONTACT_CHANNELS,
    IDENTIFIER_ICONS,
    identifier_label,
    why_joined,
    why_undone,
    written_actor,
)
from rapport.serve.web.stream.shown import Amount, ScoreBadge, score_badge_of
from rapport.ui.formatting.numbers import write_number
from rapport.understand.metrics.pages.labels import name_label
from rapport.understand.metrics.public import OpenConversation, PersonFigures, Score, figures_of, open_conversations_of

MOST_EXPLAINED = 20
"""Of how many identifiers the page looks up which row joined them."""

MOST_SHOWN_OPEN = 3


@dataclass(frozen=True, slots=True)
class ShownIdentifier:
    """An identifier with how it came to the person; `evidence` is the interaction that named it together with another."""

    row: IdentifierRow
    label: str
    icon: str
    why: str
    merge: MergeRow | None
    evidence: UUID | None


@dataclass(frozen=True, slots=True)
class ShownTrait:
    """A trait as it stands, and how often it changed."""

    label: str
    value: str
    changes: int
    history: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A note, with its author as people read it."""

    id: int
    at: datetime
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class ShownConsent:
    """A line of the consent ledger."""

    entry: ConsentEntry
    basis: str
    by: str


@dataclass(frozen=True, slots=True)
class ShownUndone:
    """A merge that no longer holds."""

    at: datetime | None
    why: str
    by: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure of the person, which leads to what it counts.

    Parameters
    ----------
    shape : score, money, number, ago or span.
    query : of the timeline that shows the evidence; empty leads nowhere.
    note : a line under the figure.
    """

    label: str
    shape: str
    value: ScoreBadge | tuple[Amount, ...] | int | datetime | None
    query: str = ""
    note: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """An address under which the brand can reach the person, by channel; and whether it must not."""

    channel: str
    label: str
    value: str
    is_suppressed: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """A person as the page shows them."""

    person: Person
    sketch: PersonSketch
    tiles: tuple[Tile, ...]
    identifiers: tuple[ShownIdentifier, ...]
    traits: tuple[ShownTrait, ...]
    notes: tuple[ShownNote, ...]
    ledger: tuple[ShownConsent, ...]
    undone: tuple[ShownUndone, ...]
    addresses: tuple[Address, ...]
    waits_for: tuple[OpenConversation, ...]

    @property
    def id(self) -> int:
        return self.person.id

    @property
    def title(self) -> str:
        return self.sketch.title

    @property
    def is_unreachable(self) -> bool:
        """Whether every address is suppressed."""
        return bool(self.addresses) and all(address.is_suppressed for address in self.addresses)


def read_profile(workspace: Workspace, store: Store, person_id: int) -> Profile:
    """Put the profile together; raise UserError where there is nobody of that number."""
    person = read_person(workspace, store, person_id)
    figures = figures_of(workspace, store, [person.id]).get(person.id, PersonFigures())
    return Profile(
        person=person,
        sketch=PersonSketch(
            id=person.id,
            name=person.name,
            identifiers=person.identifiers,
            traits=person.traits,
            company=person.company,
            tags=tuple(tag.name for tag in person.tags),
        ),
        tiles=tuple(_tiles(figures)),
        identifiers=tuple(_identifiers(workspace, store, person)),
        traits=tuple(_trait(trait) for trait in person.traits.values()),
        notes=tuple(show_notes(person.notes)),
        ledger=tuple(
            ShownConsent(entry, str(BASES.get(entry.basis, entry.basis)), written_actor(entry.by))
            for entry in person.consents.history
        ),
        undone=tuple(
            ShownUndone(merge.undone_at, why_undone(merge), written_actor(merge.undone_by))
            for merge in person.merges
            if merge.undone_at
        ),
        addresses=tuple(_addresses(person)),
        waits_for=tuple(open_conversations_of(store, person.id)[:MOST_SHOWN_OPEN]),
    )


def show_notes(notes: Iterable[Note]) -> list[ShownNote]:
    return [ShownNote(note.id, note.at, written_actor(note.by), note.text) for note in notes]


def _trait(trait: Trait) -> ShownTrait:
    """Leave out sayings that only repeat what was known."""
    told = list(reversed(trait.history))
    news = [saying for number, saying in enumerate(told) if number == 0 or saying.value != told[number - 1].value]
    return ShownTrait(name_label(f"trait.{trait.name}"), _written(trait.latest.value), len(news) - 1, tuple(reversed(news)))


def _written(value: TraitValue) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return write_number(value) if isinstance(value, float) else str(value)


def _identifiers(workspace: Workspace, store: Store, person: Person) -> Sequence[ShownIdentifier]:
    evidence = _evidence(workspace, store, person)
    return [
        ShownIdentifier(
            row=row,
            label=identifier_label(row),
            icon=IDENTIFIER_ICONS[row.type],
            why=why_joined(joined.merge, joined.to.value) if joined else _("The first that was known of this person."),
            merge=joined.merge if joined else None,
            evidence=evidence.get(joined.merge.id) if joined else None,
        )
        for row in person.identifiers
        for joined in [person.joined.get(row.id)]
    ]


def _evidence(workspace: Workspace, store: Store, person: Person) -> dict[int, UUID]:
    """Return by merge an interaction that named both its identifiers."""
    merges = [joined.merge for joined in person.joined.values()][:MOST_EXPLAINED]
    keys = {merge.id: keys_naming_both(workspace, merge.one_id, merge.other_id) for merge in merges}
    found = first_with_keys(store, [key for some in keys.values() for key in some], person_id=person.id)
    first = {merge: next((found[key] for key in some if key in found), None) for merge, some in keys.items()}
    return {merge: interaction for merge, interaction in first.items() if interaction}


def _addresses(person: Person) -> Sequence[Address]:
    suppressed = {(row.channel, row.address) for row in person.suppressions}
    return [
        Address(channel, str(CONTACT_CHANNELS[channel]), row.value, (channel, row.value) in suppressed)
        for channel, kind in ADDRESS_TYPES.items()
        for row in person.identifiers
        if row.type == kind and not row.is_shared
    ]


def _tiles(figures: PersonFigures) -> Sequence[Tile]:
    first, last = figures.first_seen_at, figures.last_seen_at
    return [
        _score(_("Last NPS"), "nps", figures.nps),
        _score(_("Last CSAT"), "csat", figures.csat),
        Tile(_("Orders"), "number", figures.orders, query="kind=orders"),
        Tile(
            _("Revenue"),
            "money",
            tuple(Amount(money.amount, money.currency, minor_digits(money.currency)) for money in figures.revenue),
            query="kind=orders",
            note=_("less refunds"),
        ),
        Tile(_("Contacts"), "number", figures.contacts, query="kind=contacts"),
        Tile(_("Last seen"), "ago", last, query=f"on={_day(last)}" if last else ""),
        Tile(_("First seen"), "ago", first, query=f"on={_day(first)}" if first else "", note=_tenure(first)),
    ]


def _score(label: str, metric: str, score: Score | None) -> Tile:
    if score is None:
        return Tile(label, "score", None)
    badge = score_badge_of(metric, score.value, lowest=None, highest=score.highest)
    return Tile(label, "score", badge, query=f"kind=feedback&on={_day(score.at)}", at=score.at)


def _day(moment: datetime) -> str:
    return timezone.localtime(moment).date().isoformat()


def _tenure(since: datetime | None) -> str:
    """Write for how long somebody has been known, to the month."""
    from babel.dates import format_timedelta

    from rapport.ui.formatting.locale import current_locale

    if since is None or now() - since < timedelta(days=1):
        return ""
    return _("for %(span)s") % {"span": format_timedelta(now() - since, locale=current_locale())}
