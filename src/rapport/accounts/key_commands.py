"""The command `key`: which programs may use the API, for whoever administers the machine."""

import argparse
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rapport.accounts.scopes import MOST_REQUESTS_PER_MINUTE, SCOPES, USUAL_REQUESTS_PER_MINUTE
from rapport.core.clock import now
from rapport.core.commands import Command, CommandContext, Needs
from rapport.core.errors import UserError
from rapport.core.printing import print_json, print_table

if TYPE_CHECKING:
    from rapport.accounts.api_keys import ApiKey

USUAL_LIFE = "90d"
NEVER = "never"
_DAYS = re.compile(r"([0-9]{1,5})d")


@dataclass(frozen=True, slots=True)
class Expiry:
    """After so many days, or with the beginning of a day in the workspace's zone; never where neither is said."""

    after: timedelta | None = None
    on: date | None = None

    def moment(self, zone: ZoneInfo) -> datetime | None:
        if self.on:
            return datetime.combine(self.on, time(), tzinfo=zone)
        return now() + self.after if self.after else None


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help="the keys of the workspace that --workspace names, without their secrets")
    create = actions.add_parser("create", help="make a key and print it, this once")
    create.add_argument("name", metavar="NAME", help="which program uses it")
    create.add_argument(
        "--scope",
        dest="scopes",
        action="append",
        required=True,
        choices=[scope.key for scope in SCOPES],
        metavar="SCOPE",
        help="what it may do; once for each: " + ", ".join(scope.key for scope in SCOPES),
    )
    create.add_argument(
        "--expires",
        type=_expiry,
        default=USUAL_LIFE,
        metavar="WHEN",
        help=f"after days (30d), on a day (2027-01-31), or {NEVER} (default: %(default)s)",
    )
    create.add_argument(
        "--requests-per-minute",
        type=int,
        default=USUAL_REQUESTS_PER_MINUTE,
        metavar="COUNT",
        help="how often it may ask (default: %(default)s)",
    )
    revoke = actions.add_parser("revoke", help="let a key work no more, from now on")
    revoke.add_argument("id", type=int, metavar="ID", help="its number, as `rapport key list` shows it")


def _expiry(text: str) -> Expiry:
    if text == NEVER:
        return Expiry()
    if days := _DAYS.fullmatch(text):
        return Expiry(after=timedelta(days=int(days[1])))
    try:
        return Expiry(on=date.fromisoformat(text))
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is none of 30d, 2027-01-31 and {NEVER}") from None


def run(arguments: argparse.Namespace, context: CommandContext) -> int:
    _ACTIONS[arguments.action](arguments, context)
    return 0


def _list(arguments: argparse.Namespace, context: CommandContext) -> None:
    from rapport.accounts.public import get_workspace, key_document, list_api_keys

    keys = list_api_keys(get_workspace(context.workspace))
    if context.as_json:
        print_json([key_document(key, _moment) for key in keys], context)
        return
    if not keys:
        print(f"No program may use {context.workspace} yet: rapport key create NAME --scope read:figures", file=context.out)
        return
    heading = ("ID", "NAME", "KEY", "SCOPES", "MADE BY", "LAST USED (UTC)", "EXPIRES (UTC)")
    print_table([heading, *(_row(key) for key in keys)], context)


def _row(key: "ApiKey") -> tuple[str, ...]:
    expires = "never" if key.expires_at is None else _moment(key.expires_at)
    ends = f"expired {expires}" if key.has_expired else expires
    used = _moment(key.last_used_at) if key.last_used_at else "-"
    return str(key.id), key.name, f"{key.prefix}…", " ".join(key.scopes), key.made_by or "-", used, ends


def _create(arguments: argparse.Namespace, context: CommandContext) -> None:
    from rapport.accounts.public import create_api_key, get_workspace, key_document, key_with_token

    if not 1 <= arguments.requests_per_minute <= MOST_REQUESTS_PER_MINUTE:
        raise UserError(f"Give a number of requests from 1 to {MOST_REQUESTS_PER_MINUTE:,}.")
    workspace = get_workspace(context.workspace)
    token = create_api_key(
        workspace,
        arguments.name,
        arguments.scopes,
        expires_at=arguments.expires.moment(ZoneInfo(workspace.zone)),
        requests_per_minute=arguments.requests_per_minute,
    )
    if not context.as_json:
        print(f"The key of {arguments.name}, shown this once:\n{token}", file=context.out)
        return
    print_json({**key_document(key_with_token(token), _moment), "key": token}, context)


def _revoke(arguments: argparse.Namespace, context: CommandContext) -> None:
    from rapport.accounts.public import get_workspace, revoke_api_key

    revoke_api_key(get_workspace(context.workspace), arguments.id)
    if context.as_json:
        print_json({"id": arguments.id, "revoked": True}, context)
        return
    print("Revoked. Programs that use it are refused from now on.", file=context.out)


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


_ACTIONS = {"list": _list, "create": _create, "revoke": _revoke}

KEY = Command(
    key="key",
    title="Say which programs may use the API: make, list and revoke keys",
    configure=configure,
    run=run,
    needs=Needs.DATABASE,
    examples=(
        "rapport key create warehouse --scope read:figures --scope read:people",
        "rapport key create shop --scope write:interactions --expires never --workspace riga",
        "rapport key list",
        "rapport key revoke 7",
    ),
)
