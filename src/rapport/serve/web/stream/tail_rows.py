"""What a live tail shows: which interactions a reader asked for, and each as an entry of the list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.template.loader import render_to_string

from rapport.accounts.public import Workspace
from rapport.core.channels import Channel
from rapport.core.errors import UserError
from rapport.record.people.public import PersonSketch, person_named, sketch_people
from rapport.record.store.public import InteractionFilter, Store, StoredInteraction
from rapport.serve.web.stream.shown import show
from rapport.ui.saying import say_error

BACKLOG = 50
"""So many entries stand there before the first new one comes in."""
MOST_AT_ONCE = 200
"""Of what comes in between two looks; an import brings more than anybody reads."""


@dataclass(frozen=True, slots=True)
class TailChoices:
    """The parameters of the address; `problem` says what could not be read."""

    kind: str = ""
    channel: str = ""
    source: str = ""
    person: str = ""
    person_id: int | None = None
    problem: str = ""

    @property
    def which(self) -> InteractionFilter:
        return InteractionFilter(
            kinds=[self.kind] if self.kind else [],
            channels=[self.channel] if self.channel else [],
            sources=[self.source] if self.source else [],
            person_id=self.person_id,
        )

    def wants(self, row: StoredInteraction) -> bool:
        """Whether an interaction is one that was asked for."""
        return (
            (not self.kind or row.kind == self.kind)
            and (not self.channel or row.channel == self.channel)
            and (not self.source or row.source == self.source)
            and (self.person_id is None or row.person_id == self.person_id)
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.channel or self.source or self.person)


def parse_tail(query: QueryDict, workspace: Workspace) -> TailChoices:
    """Read the parameters; a person is named by number or by any identifier."""
    channel, person = query.get("channel", ""), query.get("person", "").strip()
    number, problem = None, ""
    if person:
        try:
            number = person_named(workspace, person)
        except UserError as error:
            number, problem = 0, say_error(error)  # nobody has this number
    return TailChoices(
        kind=query.get("kind", "")[:64],
        channel=channel if channel in tuple(Channel) else "",
        source=query.get("source", "")[:1024],
        person=person[:512],
        person_id=number,
        problem=problem,
    )


def render_rows(workspace: Workspace, store: Store, rows: Sequence[StoredInteraction]) -> dict[str, str]:
    """Return each interaction as HTML, by its id, in the language that is active."""
    people = sketch_people(workspace, store, {row.person_id for row in rows if row.person_id})
    return {str(row.id): _render(workspace, row, people.get(row.person_id or 0)) for row in rows}


def _render(workspace: Workspace, row: StoredInteraction, person: PersonSketch | None) -> str:
    context = {"shown": show(row, currency=workspace.currency), "person": person, "workspace": workspace}
    return render_to_string("stream/_entry.html", context)


def in_order_of_arrival(rows: Iterable[StoredInteraction]) -> list[StoredInteraction]:
    """Return rows that come newest first the other way round: the list grows at its top."""
    return list(reversed(list(rows)))
