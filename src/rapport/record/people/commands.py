"""The command `person`."""

import argparse
import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rapport.core.commands import COMMANDS as ALL_COMMANDS
from rapport.core.commands import Command, CommandContext
from rapport.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from uuid import UUID

    from rapport.accounts.public import Workspace
    from rapport.record.people.erasing import Places
    from rapport.record.store.public import Store


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    who = "the person: a number, or any identifier (e-mail address, phone number, user_id:7, …)"

    find = actions.add_parser("find", help="look for people")
    find.add_argument("text", metavar="TEXT", help="an identifier, a name, or the beginning of one")
    find.add_argument("--limit", type=int, default=20, help="how many to show at most (20)")

    count = actions.add_parser("count", help="count the people of whom something is stored")
    count.add_argument("--import", dest="import_id", metavar="ID", help="only those whom an import brought something of")

    show = actions.add_parser("show", help="show a person: identifiers, traits, consents, notes, timeline")
    show.add_argument("person", metavar="PERSON", help=who)
    show.add_argument("--limit", type=int, default=50, help="how many interactions to show (50)")
    before = "only what happened before: 2026-01-31, 2026-01-31T12:00:00Z, or TIME,ID of the last interaction of the page before"
    show.add_argument("--before", metavar="TIME", help=before)

    merge = actions.add_parser("merge", help="say that two people are one")
    merge.add_argument("person", metavar="PERSON", help=who)
    merge.add_argument("other", metavar="OTHER", help="the other one")
    merge.add_argument("--reason", default="", help="why, for the log")

    unmerge = actions.add_parser("unmerge", help="take a merge back; nothing joins the two again until somebody merges them")
    unmerge.add_argument("merge", metavar="MERGE", type=int, help="its number, as `rapport person show` prints it")

    export = actions.add_parser("export", help="write everything that is held about a person")
    export.add_argument("person", metavar="PERSON", help=who)
    export.add_argument("--format", choices=("json", "csv"), default="json", help="one JSON document, or tables")
    export.add_argument("--out", type=Path, metavar="PATH", help="where to; for csv a folder, or a file that ends with .zip")

    erase = actions.add_parser("erase", help="take out who a person is everywhere; the counts stay")
    erase.add_argument("person", metavar="PERSON", help=who)
    erase.add_argument("--yes", action="store_true", help="do not ask first; nobody is asked where there is no terminal")
    erase.add_argument("--compact", action="store_true", help="then rewrite the files, so that no byte of it is left on the disk")

    readmit = actions.add_parser("readmit", help="let somebody in again who was erased and has come back")
    readmit.add_argument(
        "identifiers",
        metavar="IDENTIFIER",
        nargs="+",
        help="what may come in again: dana@example.com, +37061234567, user_id:7, external:SOURCE:42, handle:NETWORK:NAME",
    )

    note = actions.add_parser("note", help="write a note about a person")
    note.add_argument("person", metavar="PERSON", help=who)
    note.add_argument("text", metavar="TEXT", help="what to write")

    tag = actions.add_parser("tag", help="put a tag on a person")
    tag.add_argument("person", metavar="PERSON", help=who)
    tag.add_argument("name", metavar="TAG", help="the tag")
    tag.add_argument("--remove", action="store_true", help="take it off instead")

    consent = actions.add_parser("consent", help="write down that a person gave or withdrew consent")
    consent.add_argument("person", metavar="PERSON", help=who)
    consent.add_argument("purpose", metavar="PURPOSE", help="for what: marketing, research, …")
    consent.add_argument("status", choices=("given", "withdrawn"), help="which of the two")
    consent.add_argument("--basis", default="consent", help="the legal basis (consent)")

    suppress = actions.add_parser("suppress", help="never contact an address again")
    suppress.add_argument("channel", choices=("email", "sms", "phone"), help="on which channel")
    suppress.add_argument("address", metavar="ADDRESS", help="the e-mail address or phone number")
    suppress.add_argument("--reason", default="", help="why")
    suppress.add_argument("--lift", action="store_true", help="allow contact again")


def run(arguments: argparse.Namespace, context: CommandContext) -> int:
    from rapport.accounts.public import get_workspace
    from rapport.record.store.public import current_store

    workspace = get_workspace(context.workspace)
    return _ACTIONS[arguments.action](arguments, context, workspace, current_store(workspace.slug))


def _find(arguments: argparse.Namespace, context: CommandContext, workspace: "Workspace", store: "Store") -> int:
    from rapport.record.people.documents import found_document
    from rapport.record.people.finding import find_people
    from rapport.record.people.page import Page

    found = find_people(workspace, store, arguments.text, limit=_positive(arguments.limit))
    if context.as_json:
        return _print_json([found_document(person) for person in found], context)
    if not found:
        print(f"Nobody is found by {arguments.text!r}.", file=context.out)
        return 0
    return _print_lines(Page(workspace, context.width).found(found), context)


def _count(arguments: argparse.Namespace, context: CommandContext, workspace: "Workspace", store: "Store") -> int:
    from rapport.record.people.counting import count_people

    people = count_people(store, import_id=arguments.import_id)
    if context.as_json:
        return _print_json({"people": people}, context)
    return _print_lines([f"{people:,} {'person' if people == 1 else 'people'}."], context)


def _show(arguments: argparse.Namespace, context: CommandContext, workspace: "Workspace", store: "Store") -> int:
    from rapport.record.people.documents import person_document, written
    from rapport.record.people.naming import person_named
    from rapport.record.people.page import Page
    from rapport.record.people.person import read_person

    person = read_person(workspace, store, person_named(workspace, arguments.person))
    limit, (before, before_id) = _positive(arguments.limit), _place_in_timeline(arguments.before, workspace)
    timeline = store.timeline(person.id, before=before, before_id=before_id, limit=limit)
    if context.as_json:
        return _print_json(person_document(person, timeline), context)
    _print_lines(Page(workspace, context.width).lines(person, timeline), context)
    if len(timeline) == limit:
        last = timeline[-1]
        context.progress.write(
            f"There may be more: rapport person show {person.id} --before {written(last.occurred_at)},{last.id}\n"
        )
    return 0


def _merge(arguments: argparse.Namespace, context: CommandContext, workspace: "Workspace", store: "Store") -> int:
    from rapport.record.people.documents import merge_document
    from rapport.record.people.merging import merge_people
    from rapport.record.people.naming import person_named

    keep, other = person_named(workspace, arguments.person), person_named(workspace, arguments.other)
    row = merge_people(workspace, store, keep, other, reason=arguments.reason)
    if context.as_json:
        return _print_json(merge_document(row, {}), context)
    line = f"Person {row.merged_person_id} is now part of person {row.kept_person_id}. To undo: rapport person unmerge {row.id}"
    return _print_lines([line], context)


def _unmerge(arguments: argparse.Namespace, context: CommandContext, workspace: "Workspace", store: "Store") -> int:
    from rapport.record.people.merging import unmerge_people

    one, other = unmerge_people(workspace, store, arguments.merge)
    if context.as_json:
        return _print_json({"merge": arguments.merge, "people": [one, other]}, context)
    return _print_lines([f"Merge {arguments.merge} is undone: there are person {one} and person {other} again."], context)


def _export(arguments: argparse.Namespace, context: CommandContext, workspace: "Workspace", store: "Store") -> int:
    from rapport.accounts.public import record_action
    from rapport.record.people.exporting import EXPORTERS
    from rapport.record.people.naming import person_named
    from rapport.record.people.person import read_person, whole_timeline

    person = read_person(workspace, store, person_named(workspace, arguments.person))
    suffix = "json" if arguments.format == "json" else "zip"
    path = arguments.out or context.home.workspace(workspace.slug).exports / f"person-{person.id}.{suffix}"
    count = EXPORTERS[arguments.format](person, whole_timeline(store, person.id), path)
    record_action(workspace, "person.export", subject=str(person.id))
    if context.as_json:
        return _print_json({"id": person.id, "format": arguments.format, "path": str(path), "interactions": count}, context)
    return _print_lines([f"Wrote everything held about person {person.id}, with {count:,} interactions, to {path}."], context)


def _erase(arguments: argparse.Namespace, context: CommandContext, workspace: "Workspace", store: "Store") -> int:
    from dataclasses import asdict, replace

    from rapport.record.people.erasing import erase_person
    from rapport.record.people.naming import person_named

    with _places(context, workspace, store) as places:
        person_id = _being_erased(workspace, arguments.person) or person_named(workspace, arguments.person)
        erased = erase_person(places, person_id)
    if arguments.compact:
        # The command of the layer above, found as everybody finds commands.
        ALL_COMMANDS["compact"].run(argparse.Namespace(all=False), replace(context, as_json=False, out=context.progress))
    if context.as_json:
        return _print_json({**asdict(erased), "is_compacted": bool(arguments.compact)}, context)
    lines = [
        f"Erased person {erased.person_id}: {erased.identifiers} identifiers, {erased.traits} traits, the personal part of "
        f"{erased.interactions:,} interactions, {erased.mentions} mentions, {erased.rejects} rejects, {erased.files} files.",
        "What happened stays in the totals. Importing the same data again is refused.",
    ]
    if not arguments.compact:
        lines.append("The last bytes leave the disk with: rapport compact. Backups made before still hold the person.")
    return _print_lines(lines, context)


def _readmit(arguments: argparse.Namespace, context: CommandContext, workspace: "Workspace", store: "Store") -> int:
    from rapport.record.people.documents import written
    from rapport.record.people.readmitting import readmit_person

    done = readmit_person(workspace, arguments.identifiers)
    if context.as_json:
        found = [
            {
                "identifier": str(one.identifier),
                "refused_since": written(one.identifier.since),
                "suppressed": list(one.suppressed),
            }
            for one in done
        ]
        return _print_json({"readmitted": found}, context)
    lines = [f"{one.identifier} was refused since {one.identifier.since:%Y-%m-%d}, and may come in again." for one in done]
    lines += [
        f"Still suppressed for {channel}. To contact it: rapport person suppress {channel} {one.identifier.value} --lift"
        for one in done
        for channel in one.suppressed
    ]
    lines.append("What was stored before stays nobody's. Rows that were refused meanwhile come in when they are imported again.")
    return _print_lines(lines, context)


def _question(arguments: argparse.Namespace) -> str | None:
    if arguments.action != "erase" or arguments.yes:
        return None
    return f"Take out for good who {arguments.person} is? Their counts stay, but it cannot be undone."


def _being_erased(workspace: "Workspace", text: str) -> int | None:
    """The number of somebody whose erasure was interrupted: no identifier leads there any more."""
    from rapport.record.people.erasing import is_being_erased
    from rapport.record.people.naming import person_number

    number = person_number(text)
    return number if number and is_being_erased(workspace, number) else None


def _note(arguments: argparse.Namespace, context: CommandContext, workspace: "Workspace", store: "Store") -> int:
    from rapport.record.people.annotations import add_note
    from rapport.record.people.documents import note_document
    from rapport.record.people.naming import person_named

    note = add_note(workspace, person_named(workspace, arguments.person), arguments.text)
    return _print_json(note_document(note), context) if context.as_json else _print_lines([f"Wrote note {note.id}."], context)


def _tag(arguments: argparse.Namespace, context: CommandContext, workspace: "Workspace", store: "Store") -> int:
    from rapport.record.people.annotations import add_tag, remove_tag, tags_of
    from rapport.record.people.naming import person_named

    person_id = person_named(workspace, arguments.person)
    (remove_tag if arguments.remove else add_tag)(workspace, person_id, arguments.name)
    names = [tag.name for tag in tags_of(workspace, person_id)]
    if context.as_json:
        return _print_json({"id": person_id, "tags": names}, context)
    return _print_lines([f"Tags of person {person_id}: {', '.join(names) or 'none'}."], context)


def _consent(arguments: argparse.Namespace, context: CommandContext, workspace: "Workspace", store: "Store") -> int:
    from rapport.record.people.consent import consents_of, record_consent
    from rapport.record.people.documents import consents_document
    from rapport.record.people.erasing import drain
    from rapport.record.people.naming import person_named

    with _places(context, workspace, store) as places:
        person_id = person_named(workspace, arguments.person)
        record_consent(workspace, places.spool, person_id, arguments.purpose, arguments.status, basis=arguments.basis)
        drain(places)
    if context.as_json:
        return _print_json({"id": person_id, "consents": consents_document(consents_of(store, person_id))}, context)
    return _print_lines([f"Person {person_id}: {arguments.purpose} {arguments.status}."], context)


def _suppress(arguments: argparse.Namespace, context: CommandContext, workspace: "Workspace", store: "Store") -> int:
    from rapport.record.people.suppression import is_suppressed, lift_suppression, suppress

    if arguments.lift:
        lift_suppression(workspace, arguments.channel, arguments.address)
    else:
        suppress(workspace, arguments.channel, arguments.address, reason=arguments.reason)
    suppressed = is_suppressed(workspace, arguments.channel, arguments.address)
    if context.as_json:
        return _print_json({"channel": arguments.channel, "suppressed": suppressed}, context)
    return _print_lines(["Suppressed." if suppressed else "No longer suppressed."], context)


_ACTIONS: "dict[str, Callable[[argparse.Namespace, CommandContext, Workspace, Store], int]]" = {
    "find": _find,
    "count": _count,
    "show": _show,
    "merge": _merge,
    "unmerge": _unmerge,
    "export": _export,
    "erase": _erase,
    "readmit": _readmit,
    "note": _note,
    "tag": _tag,
    "consent": _consent,
    "suppress": _suppress,
}


@contextmanager
def _places(context: CommandContext, workspace: "Workspace", store: "Store") -> "Iterator[Places]":
    from rapport.record.people.erasing import Places
    from rapport.spool.public import open_spool

    files = context.home.workspace(workspace.slug)
    with open_spool(files.spool) as spool:
        yield Places(workspace, store, spool, files)


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


def _print_json(value: object, context: CommandContext) -> int:
    print(json.dumps(value, ensure_ascii=False), file=context.out)
    return 0


def _print_lines(lines: "Iterable[str]", context: CommandContext) -> int:
    for line in lines:
        print(line, file=context.out)
    return 0


COMMANDS = (
    Command(
        key="person",
        title="Find, show, merge, export and erase people",
        configure=configure,
        run=run,
        examples=(
            "rapport person find dana",
            "rapport person show dana@example.com",
            "rapport person show 42 --limit 200 --json",
            "rapport person merge 42 57 --reason 'same customer, new address'",
            "rapport person unmerge 3",
            "rapport person export 42 --format csv --out dana.zip",
            "rapport person erase dana@example.com --compact",
            "rapport person readmit dana@example.com user_id:7",
            "rapport person tag 42 vip",
            "rapport person consent 42 marketing withdrawn",
            "rapport person suppress email dana@example.com --reason 'asked by phone'",
        ),
        question=_question,
    ),
)
