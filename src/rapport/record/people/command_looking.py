"""`rapport person`: what looks at people and changes nothing."""

from typing import TYPE_CHECKING

from rapport.core.errors import UserError
from rapport.record.people.command_asked import Asked

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from rapport.accounts.public import Workspace


def find(asked: Asked) -> int:
    from rapport.record.people.documents import found_document
    from rapport.record.people.finding import find_people
    from rapport.record.people.page import Page

    found = find_people(asked.workspace, asked.store, asked.arguments.text, limit=_positive(asked.arguments.limit))
    if asked.context.as_json:
        return asked.print_json([found_document(person) for person in found])
    if not found:
        print(f"Nobody is found by {asked.arguments.text!r}.", file=asked.context.out)
        return 0
    return asked.print_lines(Page(asked.workspace, asked.context.width).found(found))


def count(asked: Asked) -> int:
    from rapport.record.people.counting import count_people

    people = count_people(asked.store, import_id=asked.arguments.import_id)
    if asked.context.as_json:
        return asked.print_json({"people": people})
    return asked.print_lines([f"{people:,} {'person' if people == 1 else 'people'}."])


def show(asked: Asked) -> int:
    from rapport.record.people.documents import person_document, written
    from rapport.record.people.naming import person_named
    from rapport.record.people.page import Page
    from rapport.record.people.person import read_person

    person = read_person(asked.workspace, asked.store, person_named(asked.workspace, asked.arguments.person))
    limit, (before, before_id) = _positive(asked.arguments.limit), _place_in_timeline(asked.arguments.before, asked.workspace)
    timeline = asked.store.timeline(person.id, before=before, before_id=before_id, limit=limit)
    if asked.context.as_json:
        return asked.print_json(person_document(person, timeline))
    asked.print_lines(Page(asked.workspace, asked.context.width).lines(person, timeline))
    if len(timeline) == limit:
        last = timeline[-1]
        asked.context.progress.write(
            f"There may be more: rapport person show {person.id} --before {written(last.occurred_at)},{last.id}\n"
        )
    return 0


def export(asked: Asked) -> int:
    from rapport.accounts.public import record_action
    from rapport.record.people.exporting import EXPORTERS
    from rapport.record.people.naming import person_named
    from rapport.record.people.person import read_person, whole_timeline

    person = read_person(asked.workspace, asked.store, person_named(asked.workspace, asked.arguments.person))
    suffix = "json" if asked.arguments.format == "json" else "zip"
    path = asked.arguments.out or asked.context.home.workspace(asked.workspace.slug).exports / f"person-{person.id}.{suffix}"
    count = EXPORTERS[asked.arguments.format](person, whole_timeline(asked.store, person.id), path)
    record_action(asked.workspace, "person.export", subject=str(person.id))
    if asked.context.as_json:
        return asked.print_json({"id": person.id, "format": asked.arguments.format, "path": str(path), "interactions": count})
    return asked.print_lines([f"Wrote everything held about person {person.id}, with {count:,} interactions, to {path}."])


def _positive(limit: int) -> int:
    if limit < 1:
        raise UserError("--limit is a number from 1.")
    return limit


def _place_in_timeline(text: str | None, workspace: "Workspace") -> "tuple[datetime | None, UUID | None]":
    """Read a day or a moment, in the workspace's zone if it has none, and the interaction of that moment where one is given."""
    from datetime import datetime
    from uuid import UUID
    from zoneinfo import ZoneInfo

    if text is None:
        return None, None
    time, _, last = text.partition(",")
    try:
        moment = datetime.fromisoformat(time)
        before_id = UUID(last) if last else None
    except ValueError as error:
        raise UserError(f"{text!r} is not a time. Write it as 2026-01-31 or 2026-01-31T12:00:00Z.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(workspace.zone)), before_id
