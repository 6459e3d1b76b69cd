"""The command `view`."""

import argparse
from pathlib import Path

from rapport.core.commands import Command, CommandContext
from rapport.core.printing import print_json, print_table


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help="all saved views, with their numbers")
    export = actions.add_parser("export", help="write the figures of a saved view as a file")
    export.add_argument("view", type=int, metavar="ID", help="its number, as `rapport view list` shows it")
    form = export.add_mutually_exclusive_group(required=True)
    form.add_argument("--csv", type=Path, metavar="FILE", help="write a CSV file")
    form.add_argument("--xlsx", type=Path, metavar="FILE", help="write an Excel workbook")


def run(arguments: argparse.Namespace, context: CommandContext) -> int:
    _ACTIONS[arguments.action](arguments, context)
    return 0


def _list(arguments: argparse.Namespace, context: CommandContext) -> None:
    from rapport.accounts.public import get_workspace
    from rapport.understand.views.public import list_views

    views = list_views(get_workspace(context.workspace))
    if context.as_json:
        rows = [{"view": v.id, "name": v.name, "query": v.query, "owner": v.owner_label} for v in views]
        print_json(rows, context)
    elif not views:
        print("There are no saved views yet. They are made on the pages: rapport serve", file=context.out)
    else:
        print_table([("ID", "NAME", "OWNER", "ASKS"), *((str(v.id), v.name, v.owner_label, v.query) for v in views)], context)


def _export(arguments: argparse.Namespace, context: CommandContext) -> None:
    from rapport.accounts.public import get_workspace, record_action
    from rapport.core.output_file import write_output
    from rapport.record.store.public import current_store
    from rapport.understand.views.exporting.saved import saved_view_as_csv, saved_view_as_workbook
    from rapport.understand.views.public import get_view

    workspace = get_workspace(context.workspace)
    view = get_view(workspace, arguments.view)
    path, form, write = (
        (arguments.csv, "csv", saved_view_as_csv) if arguments.csv else (arguments.xlsx, "xlsx", saved_view_as_workbook)
    )
    write_output(path, write(workspace, current_store(workspace.slug), view))
    record_action(workspace, "view.export", subject=str(view.id), details={"form": form, "query": view.query})
    if context.as_json:
        print_json({"view": view.id, form: str(path)}, context)
    else:
        print(f"Wrote {view.name} to {path}.", file=context.out)


_ACTIONS = {"list": _list, "export": _export}


COMMANDS = (
    Command(
        key="view",
        title="List saved views, and write their figures as CSV or Excel files",
        configure=configure,
        run=run,
        examples=("rapport view list", "rapport view export 3 --csv nps.csv", "rapport view export 3 --xlsx nps.xlsx"),
    ),
)
