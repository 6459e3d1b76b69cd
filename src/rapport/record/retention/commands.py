"""The command `retention`."""

import argparse
import json

from rapport.core.commands import Command, CommandContext, Needs
from rapport.core.errors import UserError


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("show", help="what is held of each group, for how long, and what is due")
    change = actions.add_parser("set", help="keep a group for so many days")
    change.add_argument("group", metavar="GROUP", help="behaviour, conversations, feedback, orders or other")
    change.add_argument("days", metavar="DAYS", help="a number of days, or none to keep the group for good")
    apply = actions.add_parser("apply", help="delete what is due now; `rapport serve` does so every six hours")
    apply.add_argument("--yes", action="store_true", help="do not ask")


def run(arguments: argparse.Namespace, context: CommandContext) -> int:
    from rapport.accounts.public import get_workspace
    from rapport.record.retention.public import apply_rules, find_all_due, set_rule
    from rapport.record.store.public import current_store

    workspace = get_workspace(context.workspace)
    store = current_store(workspace.slug)
    if arguments.action == "set":
        set_rule(workspace, arguments.group, _days(arguments.days))
    if arguments.action == "apply":
        deleted = apply_rules(workspace, store)
        told = ", ".join(f"{count:,} of {group}" for group, count in deleted.items()) or "nothing"
        print(json.dumps(deleted) if context.as_json else f"Deleted {told}.", file=context.out)
        return 0
    found = find_all_due(workspace, store)
    if context.as_json:
        rows = [{"group": d.group, "days": d.days, "stored": d.stored, "due": d.due} for d in found]
        print(json.dumps(rows), file=context.out)
        return 0
    for due in found:
        rule = f"deleted after {due.days} days" if due.days else "kept"
        print(f"{due.group:14} {due.stored:>12,} stored   {rule}   {due.due:,} due", file=context.out)
    return 0


def _days(text: str) -> int | None:
    if text.lower() == "none":
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise UserError(f"{text!r} is not a number of days. Write a whole number such as 365, or none.")
    return int(text)


def _question(arguments: argparse.Namespace) -> str | None:
    if arguments.action == "apply" and not arguments.yes:
        return "Delete the interactions that are older than the rules say? Figures of those days go with them."
    return None


COMMANDS = (
    Command(
        key="retention",
        title="Say how long interactions are kept, and delete what is older",
        configure=configure,
        run=run,
        needs=Needs.STORE,
        question=_question,
        examples=(
            "rapport retention show",
            "rapport retention set behaviour 365",
            "rapport retention set behaviour none",
            "rapport retention apply",
        ),
    ),
)
