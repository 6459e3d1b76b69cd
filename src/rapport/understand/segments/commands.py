"""The command `segment`."""

import argparse
from dataclasses import asdict, dataclass, replace

from rapport.core.commands import Command, CommandContext
from rapport.core.printing import print_json, print_table


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help="all segments, with how many people each has now")
    add = actions.add_parser("add", help="make a segment")
    add.add_argument("name", metavar="NAME", help="what people read, such as 'German buyers'")
    add.add_argument("--where", required=True, metavar="EXPR", help="filter: country = DE and did(order_placed, 90d)")
    add.add_argument("--description", default="", metavar="TEXT", help="what it is for")
    show = actions.add_parser("show", help="one segment in full")
    show.add_argument("key", metavar="SEGMENT", help="its key, as `rapport segment list` shows it")
    remove = actions.add_parser("remove", help="delete a segment; views that use it say that it is missing")
    remove.add_argument("key", metavar="SEGMENT", help="its key, as `rapport segment list` shows it")


def run(arguments: argparse.Namespace, context: CommandContext) -> int:
    _ACTIONS[arguments.action](arguments, context)
    return 0


def _list(arguments: argparse.Namespace, context: CommandContext) -> None:
    from rapport.accounts.public import get_workspace
    from rapport.understand.segments.public import list_segments

    rows = [_described(context, segment.key) for segment in list_segments(get_workspace(context.workspace))]
    if context.as_json:
        print_json([asdict(row) for row in rows], context)
    elif not rows:
        print("There are no segments yet. Make one: rapport segment add NAME --where EXPR", file=context.out)
    else:
        print_table([("SEGMENT", "PEOPLE", "NAME", "WHERE"), *(_columns(row) for row in rows)], context)


def _add(arguments: argparse.Namespace, context: CommandContext) -> None:
    from rapport.accounts.public import get_workspace
    from rapport.record.store.public import current_store
    from rapport.understand.segments.public import SegmentDraft, add_segment

    workspace = get_workspace(context.workspace)
    draft = SegmentDraft(arguments.name, arguments.where, arguments.description)
    made = add_segment(workspace, current_store(workspace.slug), draft)
    _show(argparse.Namespace(key=made.key), context)


def _show(arguments: argparse.Namespace, context: CommandContext) -> None:
    described = _described(context, arguments.key)
    if context.as_json:
        print_json(asdict(described), context)
        return
    print(f"{described.name} ({described.segment})", file=context.out)
    if described.description:
        print(described.description, file=context.out)
    print(f"where    {described.where}", file=context.out)
    print(f"people   {_people(described)}", file=context.out)
    for note in described.notes:
        print(f"Note: {note}", file=context.out)


def _remove(arguments: argparse.Namespace, context: CommandContext) -> None:
    from rapport.accounts.public import get_workspace
    from rapport.understand.segments.public import delete_segment

    delete_segment(get_workspace(context.workspace), arguments.key)
    if context.as_json:
        print_json({"segment": arguments.key, "removed": True}, context)
    else:
        print(f"Removed the segment {arguments.key}.", file=context.out)


_ACTIONS = {"list": _list, "add": _add, "show": _show, "remove": _remove}


@dataclass(frozen=True, slots=True)
class _Described:
    """A segment with its size now."""

    segment: str
    name: str
    description: str
    where: str
    people: int | None = None
    everyone: int | None = None
    notes: tuple[str, ...] = ()


def _described(context: CommandContext, key: str) -> _Described:
    """Return a segment; one that can no longer be asked for says why."""
    from rapport.accounts.public import get_workspace
    from rapport.core.errors import UserError
    from rapport.record.store.public import current_store
    from rapport.understand.segments.public import get_segment
    from rapport.understand.segments.size import size_of

    workspace = get_workspace(context.workspace)
    segment = get_segment(workspace, key)
    described = _Described(segment.key, segment.name, segment.description, segment.where)
    try:
        size = size_of(workspace, current_store(workspace.slug), segment.where)
    except UserError as error:
        return replace(described, notes=(str(error),))
    return replace(described, people=size.people, everyone=size.everyone, notes=size.notes)


def _people(described: _Described) -> str:
    if described.everyone is None:
        return "cannot be asked for"
    if described.people is None:
        return "too few to say"
    return f"{described.people:,} of {described.everyone:,}"


def _columns(described: _Described) -> tuple[str, ...]:
    people = "–" if described.people is None else f"{described.people:,}"
    return described.segment, people, described.name, described.where


COMMANDS = (
    Command(
        key="segment",
        title="Name a filter and use it everywhere: list, add, show and remove segments",
        configure=configure,
        run=run,
        examples=(
            "rapport segment list",
            "rapport segment add 'German buyers' --where 'country = DE and did(order_placed, 90d)'",
            "rapport segment show german-buyers",
            "rapport segment remove german-buyers",
        ),
    ),
)
