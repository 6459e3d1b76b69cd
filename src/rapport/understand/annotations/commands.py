"""The command `annotate`."""

import argparse
import json

from rapport.core.commands import Command, CommandContext, Needs

_KINDS = ("incident", "release", "campaign", "improvement", "note")


def _configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listed = actions.add_parser("list", help="show the annotations, oldest first")
    listed.add_argument("--from", dest="first", metavar="DAY", help="leave out what ended before this day")
    listed.add_argument("--to", dest="last", metavar="DAY", help="leave out what began after this day")
    added = actions.add_parser("add", help="write one")
    added.add_argument("day", metavar="DAY", help="the day it began, such as 2026-03-14")
    added.add_argument("text", metavar="TEXT", help="what happened, in a few words")
    added.add_argument("--until", metavar="DAY", help="the last day of it; without it, one day")
    added.add_argument("--kind", choices=_KINDS, default="note", help="what sort of thing happened (note)")
    removed = actions.add_parser("remove", help="take one away")
    removed.add_argument("id", type=int, metavar="ID", help="its number, as the list shows it")


def _run(arguments: argparse.Namespace, context: CommandContext) -> int:
    return {"list": _list, "add": _add, "remove": _remove}[arguments.action](arguments, context)


def _list(arguments: argparse.Namespace, context: CommandContext) -> int:
    from rapport.accounts.public import get_workspace
    from rapport.understand.annotations.days import parse_day
    from rapport.understand.annotations.public import annotations_between

    first, last = (parse_day(text) if text else None for text in (arguments.first, arguments.last))
    found = annotations_between(get_workspace(context.workspace), first, last)
    if context.as_json:
        _print_json([annotation.as_json() for annotation in found], context)
        return 0
    for annotation in found:
        days = " to ".join(dict.fromkeys((annotation.starts_on.isoformat(), annotation.ends_on.isoformat())))
        context.out.write(f"{annotation.id:>5}  {days:<24}  {annotation.kind:<11}  {annotation.text}\n")
    if not found:
        context.out.write("No annotations. Write one: rapport annotate add 2026-03-14 'What happened'\n")
    return 0


def _add(arguments: argparse.Namespace, context: CommandContext) -> int:
    from rapport.accounts.public import get_workspace
    from rapport.understand.annotations.days import parse_day
    from rapport.understand.annotations.public import AnnotationKind, NewAnnotation, add_annotation

    new = NewAnnotation(
        starts_on=parse_day(arguments.day),
        text=arguments.text,
        ends_on=parse_day(arguments.until) if arguments.until else None,
        kind=AnnotationKind(arguments.kind),
    )
    annotation = add_annotation(get_workspace(context.workspace), new)
    if context.as_json:
        _print_json(annotation.as_json(), context)
    else:
        context.out.write(f"Annotation {annotation.id} is on the charts.\n")
    return 0


def _remove(arguments: argparse.Namespace, context: CommandContext) -> int:
    from rapport.accounts.public import get_workspace
    from rapport.understand.annotations.public import remove_annotation

    annotation = remove_annotation(get_workspace(context.workspace), arguments.id)
    if context.as_json:
        _print_json(annotation.as_json(), context)
    else:
        context.out.write(f"Removed: {annotation.text}\n")
    return 0


def _print_json(value: object, context: CommandContext) -> None:
    context.out.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


COMMANDS = (
    Command(
        key="annotate",
        title="write on the charts what happened: incidents, releases, campaigns",
        configure=_configure,
        run=_run,
        needs=Needs.DATABASE,
        examples=(
            "rapport annotate list",
            "rapport annotate add 2026-03-14 'Payment provider down' --kind incident --until 2026-03-16",
            "rapport annotate remove 3",
        ),
    ),
)
