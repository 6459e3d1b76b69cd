"""The settings of a workspace: how each is read from what a person types, and how it is shown."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from rapport.accounts.business_hours import EXAMPLE, format_business_hours, parse_business_hours
from rapport.accounts.currencies import MINOR_DIGITS, from_minor, to_minor
from rapport.accounts.workspace import IP_ADDRESSES, MASKS, BusinessInterval, Workspace
from rapport.core.errors import UserError
from rapport.core.notice import Notice

Value = str | int | float | None
"""What a column of the workspace's row holds."""

NOT_SET = "none"


@dataclass(frozen=True, slots=True)
class WorkspaceSetting:
    """A setting of a workspace.

    Parameters
    ----------
    name : as typed after `rapport workspace set`; also the field of `Workspace` and the column.
    meaning : what it changes.
    values : what may be typed, with an example.
    read : turns what was typed into the column's value; raises UserError that says what to write instead.
    show : what `read` would take to get the present value.
    """

    name: str
    meaning: str
    values: str
    read: Callable[[str, Workspace], Value]
    show: Callable[[Workspace], str]


def setting(name: str) -> WorkspaceSetting:
    """Return the setting of that name; raise UserError listing all."""
    for known in SETTINGS:
        if known.name == name:
            return known
    raise UserError(f"There is no workspace setting called {name!r}. Known: {', '.join(s.name for s in SETTINGS)}.")


def parse_holidays(text: str) -> frozenset[date]:
    """Read days written as 2026-12-25, separated by spaces or commas."""
    if text.strip().lower() == NOT_SET:
        return frozenset()
    try:
        return frozenset(date.fromisoformat(day) for day in re.split(r"[\s,;]+", text.strip()) if day)
    except ValueError as error:
        raise UserError(
            Notice("'%(text)s' is not a list of days. Write holidays as 2026-12-25,2026-12-26.", text=text)
        ) from error


def format_holidays(holidays: frozenset[date]) -> str:
    return ",".join(day.isoformat() for day in sorted(holidays))


def _name(text: str, workspace: Workspace) -> str:
    if not text.strip() or len(text.strip()) > 200:
        raise UserError(Notice("A workspace name has 1 to 200 characters."))
    return text.strip()


def _zone(text: str, workspace: Workspace) -> str:
    try:
        return ZoneInfo(text.strip()).key
    except (ValueError, OSError, KeyError) as error:  # unsafe path, folder of zones, unknown zone
        raise UserError(
            Notice(
                "There is no time zone called '%(text)s'. Write an IANA name such as Europe/Riga, Asia/Bangkok or UTC.", text=text
            )
        ) from error


def _currency(text: str, workspace: Workspace) -> str:
    code = text.strip().upper()
    if code not in MINOR_DIGITS:
        raise UserError(Notice("'%(text)s' is not a currency. Write the ISO code, such as EUR, USD or THB.", text=text))
    costs = [name for name in ("cost_per_contact", "cost_per_hour") if getattr(workspace, name) is not None]
    if code != workspace.currency and costs:
        raise UserError(
            Notice(
                "%(settings)s is set in %(currency)s. Set it to %(not_set)s first, then change the currency.",
                settings=costs,
                currency=workspace.currency,
                not_set=NOT_SET,
            )
        )
    return code


def _phone_region(text: str, workspace: Workspace) -> str:
    import phonenumbers

    code = text.strip().upper()
    if code in ("", NOT_SET.upper()):
        return ""
    if code not in phonenumbers.SUPPORTED_REGIONS:
        raise UserError(Notice("'%(text)s' is not a country. Write its two-letter ISO code, such as LV, TH or US.", text=text))
    return code


def _margin(text: str, workspace: Workspace) -> float | None:
    if text.strip().lower() == NOT_SET:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 1:
        raise UserError(Notice("'%(text)s' is not a margin. Write a share from 0 to 1, such as 0.35 for 35 %%.", text=text))
    return value


def _cost(text: str, workspace: Workspace) -> int | None:
    if text.strip().lower() == NOT_SET:
        return None
    try:
        amount = Decimal(text.strip())
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or not 0 <= amount <= 10**12:
        raise UserError(
            Notice(
                "'%(text)s' is not an amount. Write it in %(currency)s with a decimal point, such as 4.50.",
                text=text,
                currency=workspace.currency,
            )
        )
    return to_minor(amount, workspace.currency)


def _count(low: int, high: int) -> Callable[[str, Workspace], int]:
    def read(text: str, workspace: Workspace) -> int:
        if not re.fullmatch(r"\d{1,9}", text.strip(), re.ASCII) or not low <= int(text) <= high:
            raise UserError(
                Notice(
                    "'%(text)s' does not do here. Write a whole number from %(low)s to %(high)s.", text=text, low=low, high=high
                )
            )
        return int(text)

    return read


def _yes_or_no(text: str, workspace: Workspace) -> bool:
    answers = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    if text.strip().lower() not in answers:
        raise UserError(Notice("'%(text)s' does not do here. Write yes or no.", text=text))
    return answers[text.strip().lower()]


def _ip_addresses(text: str, workspace: Workspace) -> str:
    if text.strip().lower() not in IP_ADDRESSES:
        raise UserError(f"{text!r} does not do here. Write one of: {', '.join(IP_ADDRESSES)}.")
    return text.strip().lower()


def _masks(text: str, workspace: Workspace) -> str:
    words = {word for word in re.split(r"[\s,;]+", text.strip().lower()) if word}
    if words in (set(), {NOT_SET}):
        return ""
    if unknown := sorted(words - set(MASKS)):
        raise UserError(f"{', '.join(unknown)} cannot be hidden. Write some of {', '.join(MASKS)}, with commas between; or none.")
    return ",".join(sorted(words))


def _business_hours(text: str, workspace: Workspace) -> str:
    return format_business_hours(parse_business_hours(text))


def _holidays(text: str, workspace: Workspace) -> str:
    return format_holidays(parse_holidays(text))


def _show_cost(name: str) -> Callable[[Workspace], str]:
    def show(workspace: Workspace) -> str:
        amount: int | None = getattr(workspace, name)
        return NOT_SET if amount is None else str(from_minor(amount, workspace.currency))

    return show


def _show_hours(hours: tuple[BusinessInterval, ...]) -> str:
    return format_business_hours(hours) or NOT_SET


SETTINGS: tuple[WorkspaceSetting, ...] = (
    WorkspaceSetting("name", "What people read.", "Any text.", _name, lambda w: w.name),
    WorkspaceSetting(
        "zone", "Time zone of days, weeks and business hours.", "An IANA name: Europe/Riga.", _zone, lambda w: w.zone
    ),
    WorkspaceSetting(
        "currency", "Currency in which amounts are reported.", "An ISO 4217 code: EUR.", _currency, lambda w: w.currency
    ),
    WorkspaceSetting(
        "phone_region",
        "Country of phone numbers written without a country code; without it such numbers identify nobody.",
        "A two-letter ISO code: LV; or none.",
        _phone_region,
        lambda w: w.phone_region or NOT_SET,
    ),
    WorkspaceSetting(
        "margin",
        "Share of revenue that is profit; customer lifetime value needs it.",
        "A share from 0 to 1: 0.35; or none.",
        _margin,
        lambda w: NOT_SET if w.margin is None else f"{w.margin:g}",
    ),
    WorkspaceSetting(
        "cost_per_contact",
        "What one contact costs; cost to serve needs it.",
        "An amount in the workspace's currency: 4.50; or none.",
        _cost,
        _show_cost("cost_per_contact"),
    ),
    WorkspaceSetting(
        "cost_per_hour",
        "What an hour of an agent costs; cost to serve needs it.",
        "An amount in the workspace's currency: 28.00; or none.",
        _cost,
        _show_cost("cost_per_hour"),
    ),
    WorkspaceSetting(
        "business_hours",
        "When somebody is there to answer; times in business hours count only these.",
        f"{EXAMPLE}; 24/7; or none.",
        _business_hours,
        lambda w: _show_hours(w.business_hours),
    ),
    WorkspaceSetting(
        "holidays",
        "Days on which nobody is there.",
        "2026-12-25,2026-12-26; or none.",
        _holidays,
        lambda w: format_holidays(w.holidays) or NOT_SET,
    ),
    WorkspaceSetting(
        "minimum_cell",
        "Figures on fewer people than this are not shown.",
        "A whole number from 1 to 1000.",
        _count(1, 1000),
        lambda w: str(w.minimum_cell),
    ),
    WorkspaceSetting(
        "inactivity_days",
        "Without a contract, a customer counts as lost after so many days without a purchase.",
        "A whole number from 1 to 3650.",
        _count(1, 3650),
        lambda w: str(w.inactivity_days),
    ),
    WorkspaceSetting(
        "folds_plus",
        "Whether dana+shop@example.com and dana@example.com are one address; holds for what is imported from then on.",
        "yes or no.",
        _yes_or_no,
        lambda w: "yes" if w.folds_plus else "no",
    ),
    WorkspaceSetting(
        "ip_addresses",
        "What becomes of network addresses (IP) in what is imported from then on: shortened to their network, or taken out; "
        "visitors known by an address get a pseudonym then.",
        "keep, shorten or remove.",
        _ip_addresses,
        lambda w: w.ip_addresses,
    ),
    WorkspaceSetting(
        "masks",
        "What is hidden in texts, web addresses and properties that are imported from then on.",
        f"Some of {', '.join(MASKS)}: cards,ibans; or none.",
        _masks,
        lambda w: ",".join(sorted(w.masks)) or NOT_SET,
    ),
)
