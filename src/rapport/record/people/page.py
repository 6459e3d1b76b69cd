"""A person as one page in the terminal."""

import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from rapport.accounts.public import Workspace, from_minor, minor_digits
from rapport.core.kinds import KINDS
from rapport.record.identity.public import IdentifierRow
from rapport.record.people.finding import FoundPerson
from rapport.record.people.naming import describe_type
from rapport.record.people.person import Joined, Person
from rapport.record.people.traits import Trait
from rapport.record.store.public import StoredInteraction

_ARROWS = {"inbound": "→", "outbound": "←", "internal": "·"}


@dataclass(frozen=True, slots=True)
class Page:
    """Writes a person for a terminal of some width, in the workspace's time zone."""

    workspace: Workspace
    width: int

    def lines(self, person: Person, timeline: Sequence[StoredInteraction]) -> Iterator[str]:
        yield from self._header(person)
        yield from self._section("Identifiers", [self._identifier(row, person.joined.get(row.id)) for row in person.identifiers])
        yield from self._section("Traits", self._traits(person.traits))
        yield from self._section("Consents", [self._consent_line(person, purpose) for purpose in sorted(person.consents.current)])
        yield from self._section("Suppressed", [f"{row.channel}  {row.address}  {row.reason}" for row in person.suppressions])
        undone = [merge for merge in person.merges if merge.undone_at]
        yield from self._section(
            "Undone merges",
            [f"{merge.id}  {self._day(merge.undone_at)}  {merge.undone_reason}" for merge in undone if merge.undone_at],
        )
        notes = [f"{self._moment(note.at)}  {note.by}  (note {note.id})\n  {note.text}" for note in person.notes]
        yield from self._section("Notes", notes)
        yield from self._timeline(timeline)

    def found(self, people: Sequence[FoundPerson]) -> Iterator[str]:
        """One line for each person, found by whatever stands behind the name."""
        numbers = max(len(str(person.id)) for person in people)
        names = min(32, max(_wide(person.name) for person in people))
        for person in people:
            shown = [person.matched, *(row.value for row in person.identifiers if row.value != person.matched)]
            others = ", ".join(text for text in shown if text != person.name)
            yield self._cut(f"{person.id:>{numbers}}  {_padded(person.name, names)}  {others}".rstrip())

    def _header(self, person: Person) -> Iterator[str]:
        surest = person.identifiers[0].value if person.identifiers else ""
        yield f"{person.name or surest}  (person {person.id})"
        if person.company:
            name, domain = person.company.name, person.company.domain
            yield f"{name} ({domain})" if name and domain else name or domain
        if person.tags:
            yield "Tags: " + ", ".join(tag.name for tag in person.tags)

    def _section(self, title: str, entries: Iterable[str]) -> Iterator[str]:
        lines = list(entries)
        if lines:
            yield ""
            yield title
            for entry in lines:
                for line in entry.split("\n"):
                    yield from textwrap.wrap(line, self.width, initial_indent="  ", subsequent_indent="      ") or [""]

    def _identifier(self, row: IdentifierRow, joined: Joined | None) -> str:
        marks = [
            mark
            for mark, holds in (("unverified", row.type == "email" and not row.is_verified), ("shared", row.is_shared))
            if holds
        ]
        text = f"{describe_type(row)}  {row.value}" + (f"  ({', '.join(marks)})" if marks else "")
        if joined is None:
            return f"{text}\n  first seen {self._day(row.first_seen_at)}"
        said = f" {joined.merge.by}: {joined.merge.reason}" if joined.merge.by else ""
        told = f", told by {joined.merge.source}" if joined.merge.source else ""
        return (
            f"{text}\n  joined {self._day(joined.merge.at)} with {joined.to.value} (merge {joined.merge.id}, "
            f"{joined.merge.rule}{told}).{said} {joined.merge.rule_reason}"
        )

    def _traits(self, traits: dict[str, Trait]) -> Iterator[str]:
        longest = min(28, max((_wide(name) for name in traits), default=0))
        for name, trait in traits.items():
            latest = trait.latest
            more = f", said {len(trait.history)} times" if len(trait.history) > 1 else ""
            yield f"{_padded(name, longest)}  {_value(latest.value)}  ({latest.source}, {self._day(latest.said_at)}{more})"

    def _consent_line(self, person: Person, purpose: str) -> str:
        entry = person.consents.current[purpose]
        return f"{purpose}: {entry.status} ({entry.basis})  {self._day(entry.at)}, {entry.source}"

    def _timeline(self, rows: Sequence[StoredInteraction]) -> Iterator[str]:
        if not rows:
            return
        yield ""
        yield "Timeline"
        for day, of_day in groupby(rows, key=lambda row: self._local(row.occurred_at).date()):
            yield f"  {day:%A} {day:%Y-%m-%d}"
            for row in of_day:
                yield from self._interaction(row)

    def _interaction(self, row: StoredInteraction) -> Iterator[str]:
        title = KINDS[row.kind].title if row.kind in KINDS else row.kind
        parts = [
            title,
            row.touchpoint,
            row.product,
            self._figure(row),
            row.conversation_id and f"conversation {row.conversation_id}",
        ]
        parts += [row.order_id and f"order {row.order_id}", row.url]
        what = " · ".join(part for part in parts if part)
        arrow = _ARROWS.get(row.direction or "", " ")
        yield self._cut(f"    {self._local(row.occurred_at):%H:%M}  {arrow} {row.channel or '':7} {what}  [{row.source}]")
        if row.text:
            for line in textwrap.wrap(" ".join(row.text.split()), max(self.width - 13, 20), max_lines=3, placeholder=" …"):
                yield f"             {line}"

    def _figure(self, row: StoredInteraction) -> str:
        figures = []
        if row.score is not None:
            scale = f" of {row.scale_max:g}" if row.scale_max is not None else ""
            figures.append(f"{row.metric or row.question_id or 'score'} {row.score:g}{scale}")
        if row.amount is not None:
            currency = row.currency or self.workspace.currency
            figures.append(f"{from_minor(row.amount, currency):,.{minor_digits(currency)}f} {currency}")
        if row.duration_s is not None:
            figures.append(f"{row.duration_s:g} s")
        return ", ".join(figures)

    def _cut(self, line: str) -> str:
        return line if _wide(line) <= self.width else line[: self.width - 1] + "…"

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.workspace.zone))

    def _day(self, moment: datetime) -> str:
        return f"{self._local(moment):%Y-%m-%d}"

    def _moment(self, moment: datetime) -> str:
        return f"{self._local(moment):%Y-%m-%d %H:%M}"


def _value(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _wide(text: str) -> int:
    """The columns that a text takes in a terminal."""
    return sum(
        2 if unicodedata.east_asian_width(letter) in "WF" else 0 if unicodedata.combining(letter) else 1 for letter in text
    )


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - _wide(text))
