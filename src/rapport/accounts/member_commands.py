"""The command `member`: who may sign in, for whoever administers the machine."""

import argparse
import sys
from collections.abc import Mapping

from rapport.accounts.roles import Role
from rapport.core.commands import Command, CommandContext, Needs
from rapport.core.errors import UserError
from rapport.core.printing import print_json, print_table

ROLES = [role.value for role in Role]


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help="the members of the workspace that --workspace names")
    add = actions.add_parser("add", help="make somebody a member, and a user where they are none yet")
    add.add_argument("email", metavar="EMAIL", help="the address that they sign in with")
    add.add_argument("--role", choices=ROLES, default=Role.VIEWER.value, help="what they may do (default: %(default)s)")
    add.add_argument("--name", default="", help="what people read")
    add.add_argument("--password-stdin", action="store_true", help="read the password of a new user from standard input")
    role = actions.add_parser("role", help="give a member another role")
    role.add_argument("email", metavar="EMAIL", help="the address that they sign in with")
    role.add_argument("role", choices=ROLES, metavar="ROLE", help=", ".join(ROLES))
    rename = actions.add_parser("change-email", help="let somebody sign in with another address")
    rename.add_argument("email", metavar="EMAIL", help="the address until now")
    rename.add_argument("new_email", metavar="NEW", help="the address from now on")
    for action, text in (
        ("remove", "end a membership; the user keeps their other workspaces"),
        ("sign-in-link", "print a link that signs somebody in once, within a day: for a lost password"),
        ("reset-second-factor", "forget the authenticator app, passkeys and recovery codes of somebody who lost them"),
        ("sign-out", "end every session of somebody"),
    ):
        actions.add_parser(action, help=text).add_argument("email", metavar="EMAIL", help="the address that they sign in with")


def run(arguments: argparse.Namespace, context: CommandContext) -> int:
    _ACTIONS[arguments.action](arguments, context)
    return 0


def _list(arguments: argparse.Namespace, context: CommandContext) -> None:
    from rapport.accounts.public import get_workspace, list_members
    from rapport.accounts.second_factors import has_second_factor

    rows = [
        {
            "email": each.member.email,
            "name": each.member.name,
            "role": each.member.role.value,
            "last_sign_in": f"{each.last_sign_in_at:%Y-%m-%dT%H:%M:%SZ}" if each.last_sign_in_at else None,
            "second_factor": has_second_factor(each.member.user_id),
        }
        for each in list_members(get_workspace(context.workspace))
    ]
    if context.as_json:
        print_json(rows, context)
        return
    if not rows:
        print(f"Nobody can sign in to {context.workspace} yet: rapport member add EMAIL --role owner", file=context.out)
        return
    lines = [("EMAIL", "NAME", "ROLE", "LAST SIGN-IN (UTC)", "SECOND FACTOR")]
    for row in rows:
        second_factor = "yes" if row["second_factor"] else "no"
        lines.append(
            (str(row["email"]), str(row["name"] or "-"), str(row["role"]), str(row["last_sign_in"] or "-"), second_factor)
        )
    print_table(lines, context)


def _add(arguments: argparse.Namespace, context: CommandContext) -> None:
    from rapport.accounts.public import add_member, get_workspace

    password = _read_password(arguments) if arguments.password_stdin else None
    workspace = get_workspace(context.workspace)
    member = add_member(workspace, arguments.email, Role(arguments.role), name=arguments.name, password=password)
    said = {"email": member.email, "role": member.role.value, "workspace": workspace.slug}
    if password is None:
        _say_link(context, member.email, said, f"{member.email} is now {member.role.value} of {workspace.slug}.")
        return
    _say(context, said, f"{member.email} is now {member.role.value} of {workspace.slug}.")


def _read_password(arguments: argparse.Namespace) -> str:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from rapport.accounts.models import User

    password = sys.stdin.readline().rstrip("\n")
    try:
        validate_password(password, User(email=arguments.email, name=arguments.name))
    except ValidationError as error:
        raise UserError(" ".join(error.messages)) from error
    return password


def _role(arguments: argparse.Namespace, context: CommandContext) -> None:
    from rapport.accounts.public import change_role, find_member, get_workspace

    workspace = get_workspace(context.workspace)
    member = change_role(workspace, find_member(workspace, arguments.email).id, Role(arguments.role))
    said = {"email": member.email, "role": member.role.value, "workspace": workspace.slug}
    _say(context, said, f"{member.email} is now {member.role.value} of {workspace.slug}.")


def _change_email(arguments: argparse.Namespace, context: CommandContext) -> None:
    from rapport.accounts.members import change_email

    change_email(arguments.email, arguments.new_email)
    said = {"email": arguments.new_email, "before": arguments.email}
    _say(context, said, f"{arguments.email} signs in with {arguments.new_email} from now on.")


def _remove(arguments: argparse.Namespace, context: CommandContext) -> None:
    from rapport.accounts.public import find_member, get_workspace, remove_member

    workspace = get_workspace(context.workspace)
    member = find_member(workspace, arguments.email)
    remove_member(workspace, member.id)
    _say(context, {"email": member.email, "workspace": workspace.slug}, f"{member.email} has left {workspace.slug}.")


def _sign_in_link(arguments: argparse.Namespace, context: CommandContext) -> None:
    _say_link(context, arguments.email, {"email": arguments.email}, "Whoever opens this link is signed in as that user.")


def _reset_second_factor(arguments: argparse.Namespace, context: CommandContext) -> None:
    from rapport.accounts.second_factors import reset_second_factors

    count = reset_second_factors(arguments.email)
    _say(
        context, {"email": arguments.email, "removed": count}, f"{arguments.email} signs in without a second factor from now on."
    )


def _sign_out(arguments: argparse.Namespace, context: CommandContext) -> None:
    from rapport.accounts.sessions import end_all_sessions

    count = end_all_sessions(arguments.email)
    _say(context, {"email": arguments.email, "ended": count}, f"{count} sessions of {arguments.email} have ended.")


def _say_link(context: CommandContext, email: str, said: Mapping[str, object], text: str) -> None:
    from rapport.accounts.public import make_sign_in_link
    from rapport.accounts.sign_in_links import absolute

    link = absolute(make_sign_in_link(email))
    _say(context, {**said, "link": link}, f"{text}\nThis link signs them in once, within a day:\n{link}")


def _say(context: CommandContext, said: Mapping[str, object], text: str) -> None:
    if context.as_json:
        print_json(said, context)
        return
    print(text, file=context.out)


_ACTIONS = {
    "list": _list,
    "add": _add,
    "role": _role,
    "change-email": _change_email,
    "remove": _remove,
    "sign-in-link": _sign_in_link,
    "reset-second-factor": _reset_second_factor,
    "sign-out": _sign_out,
}

MEMBER = Command(
    key="member",
    title="Say who may sign in, and help those who cannot any more",
    configure=configure,
    run=run,
    needs=Needs.PAGES,
    examples=(
        "rapport member list",
        "rapport member add alice@example.com --role owner",
        "rapport member add bob@example.com --role agent --workspace riga",
        "rapport member role bob@example.com analyst",
        "rapport member change-email bob@example.com robert@example.com",
        "rapport member sign-in-link bob@example.com",
        "rapport member reset-second-factor bob@example.com",
    ),
)
