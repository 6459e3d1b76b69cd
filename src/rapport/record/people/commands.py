"""The command `person`."""

import argparse
from collections.abc import Callable
from pathlib import Path

from rapport.core.commands import Command, CommandContext
from rapport.record.people import command_joining as joining
from rapport.record.people import command_keeping as keeping
from rapport.record.people import command_looking as looking
from rapport.record.people.command_asked import Asked


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
    return _ACTIONS[arguments.action](Asked(arguments, context, workspace, current_store(workspace.slug)))


_ACTIONS: dict[str, Callable[[Asked], int]] = {
    "find": looking.find,
    "count": looking.count,
    "show": looking.show,
    "export": looking.export,
    "merge": joining.merge,
    "unmerge": joining.unmerge,
    "erase": joining.erase,
    "readmit": joining.readmit,
    "note": keeping.note,
    "tag": keeping.tag,
    "consent": keeping.consent,
    "suppress": keeping.suppress_address,
}


def _question(arguments: argparse.Namespace) -> str | None:
    if arguments.action != "erase" or arguments.yes:
        return None
    return f"Take out for good who {arguments.person} is? Their counts stay, but it cannot be undone."


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
