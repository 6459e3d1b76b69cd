"""The commands `workspace` and `member`."""

import argparse

from rapport.accounts.key_commands import KEY
from rapport.accounts.member_commands import MEMBER
from rapport.core.commands import Command, CommandContext, Needs
from rapport.core.printing import print_json, print_table


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help="all workspaces")
    create = actions.add_parser("create", help="make a workspace")
    create.add_argument("slug", metavar="WORKSPACE", help="its short name: lower-case letters, digits and hyphens")
    create.add_argument("--name", default="", help="what people read (default: the short name)")
    actions.add_parser("show", help="the settings of the workspace that --workspace names")
    change = actions.add_parser("set", help="change a setting of the workspace that --workspace names")
    change.add_argument("setting", metavar="NAME", help="as `rapport workspace show` lists them")
    change.add_argument("value", metavar="VALUE", help="the new value; none takes an optional setting away")
    actions.add_parser("log", help="who changed what: the latest entries of the audit log")


def run(arguments: argparse.Namespace, context: CommandContext) -> int:
    _ACTIONS[arguments.action](arguments, context)
    return 0


def _list(arguments: argparse.Namespace, context: CommandContext) -> None:
    from rapport.accounts.public import list_workspaces

    workspaces = list_workspaces()
    if context.as_json:
        print_json([{"slug": w.slug, "name": w.name, "zone": w.zone, "currency": w.currency} for w in workspaces], context)
        return
    print_table([("WORKSPACE", "NAME", "ZONE", "CURRENCY"), *((w.slug, w.name, w.zone, w.currency) for w in workspaces)], context)


def _create(arguments: argparse.Namespace, context: CommandContext) -> None:
    from rapport.accounts.public import create_workspace

    workspace = create_workspace(arguments.slug, name=arguments.name)
    if context.as_json:
        print_json({"slug": workspace.slug, "name": workspace.name}, context)
        return
    print(f"Made the workspace {workspace.slug}. Use it with --workspace {workspace.slug}.", file=context.out)


def _show(arguments: argparse.Namespace, context: CommandContext) -> None:
    from rapport.accounts.public import WORKSPACE_SETTINGS, get_workspace

    workspace = get_workspace(context.workspace)
    if context.as_json:
        shown = {setting.name: setting.show(workspace) for setting in WORKSPACE_SETTINGS}
        print_json({"slug": workspace.slug, **shown}, context)
        return
    rows = [(setting.name, setting.show(workspace), setting.meaning) for setting in WORKSPACE_SETTINGS]
    print_table([("SETTING", "VALUE", "MEANING"), *rows], context)


def _set(arguments: argparse.Namespace, context: CommandContext) -> None:
    from rapport.accounts.public import change_setting
    from rapport.accounts.settings import setting

    workspace = change_setting(context.workspace, arguments.setting, arguments.value)
    value = setting(arguments.setting).show(workspace)
    if context.as_json:
        print_json({"slug": workspace.slug, arguments.setting: value}, context)
        return
    print(f"{arguments.setting} of {workspace.slug} is now {value}.", file=context.out)


def _log(arguments: argparse.Namespace, context: CommandContext) -> None:
    from rapport.accounts.public import audit_log, get_workspace

    entries = audit_log(get_workspace(context.workspace).slug)
    if context.as_json:
        print_json(
            [
                {
                    "at": f"{e.at:%Y-%m-%dT%H:%M:%SZ}",
                    "actor": e.actor,
                    "action": e.action,
                    "subject": e.subject,
                    "details": e.details,
                }
                for e in entries
            ],
            context,
        )
        return
    rows = [(f"{e.at:%Y-%m-%d %H:%M:%S}", e.actor, e.action, e.subject) for e in entries]
    print_table([("TIME (UTC)", "WHO", "DID", "TO"), *rows], context)


_ACTIONS = {"list": _list, "create": _create, "show": _show, "set": _set, "log": _log}


COMMANDS = (
    Command(
        key="workspace",
        title="List, make and set up workspaces: time zone, currency, business hours, costs",
        configure=configure,
        run=run,
        needs=Needs.DATABASE,
        examples=(
            "rapport workspace list",
            "rapport workspace create riga --name 'Riga shop'",
            "rapport workspace show --workspace riga",
            "rapport workspace set zone Europe/Riga",
            "rapport workspace set business_hours 'Mon-Fri 09:00-12:00,13:00-17:00; Sat 10:00-14:00'",
            "rapport workspace set cost_per_contact 4.50",
        ),
    ),
    MEMBER,
    KEY,
)
