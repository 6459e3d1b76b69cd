"""The command `dashboard`."""

import argparse
from pathlib import Path

from rapport.core.commands import Command, CommandContext
from rapport.core.printing import print_json, print_table


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help="all dashboards, with their numbers")
    export = actions.add_parser("export", help="write a dashboard as a PDF")
    export.add_argument("dashboard", type=int, metavar="ID", help="its number, as `rapport dashboard list` shows it")
    export.add_argument("--pdf", type=Path, required=True, metavar="FILE", help="where to write it")


def run(arguments: argparse.Namespace, context: CommandContext) -> int:
    _ACTIONS[arguments.action](arguments, context)
    return 0


def _list(arguments: argparse.Namespace, context: CommandContext) -> None:
    from rapport.accounts.public import get_workspace
    from rapport.understand.dashboards.public import list_dashboards

    dashboards = list_dashboards(get_workspace(context.workspace))
    if context.as_json:
        rows = [{"dashboard": d.id, "name": d.name, "tiles": len(d.tiles), "owner": d.owner_label} for d in dashboards]
        print_json(rows, context)
    elif not dashboards:
        print("There are no dashboards yet. They are made on the pages: rapport serve", file=context.out)
    else:
        print_table(
            [("ID", "TILES", "NAME", "OWNER"), *((str(d.id), str(len(d.tiles)), d.name, d.owner_label) for d in dashboards)],
            context,
        )


def _export(arguments: argparse.Namespace, context: CommandContext) -> None:
    from zoneinfo import ZoneInfo

    from django.utils import timezone

    from rapport.accounts.public import get_workspace, record_action
    from rapport.core.output_file import write_output
    from rapport.record.store.public import current_store
    from rapport.understand.dashboards.public import dashboard_as_pdf, get_dashboard

    workspace = get_workspace(context.workspace)
    dashboard = get_dashboard(workspace, arguments.dashboard)
    with timezone.override(ZoneInfo(workspace.zone)):
        report = dashboard_as_pdf(workspace, current_store(workspace.slug), dashboard)
    write_output(arguments.pdf, report)
    record_action(workspace, "dashboard.export", subject=str(dashboard.id), details={"form": "pdf", "name": dashboard.name})
    if context.as_json:
        print_json({"dashboard": dashboard.id, "pdf": str(arguments.pdf)}, context)
    else:
        print(f"Wrote {dashboard.name} to {arguments.pdf}.", file=context.out)


_ACTIONS = {"list": _list, "export": _export}


COMMANDS = (
    Command(
        key="dashboard",
        title="List dashboards, and write them as PDF",
        configure=configure,
        run=run,
        examples=("rapport dashboard list", "rapport dashboard export 3 --pdf weekly.pdf"),
    ),
)
