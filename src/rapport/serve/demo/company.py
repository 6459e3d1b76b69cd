"""The workspace of the demo company: made with its settings and marked as simulated; who may look into it."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from rapport.accounts.public import (
    DEFAULT_SLUG,
    Role,
    Workspace,
    add_member,
    change_setting,
    create_workspace,
    describe_simulation,
    get_workspace,
    list_members,
    list_workspaces,
)
from rapport.core.errors import UserError
from rapport.serve.demo import market
from rapport.serve.demo.calendar import BUSINESS_HOURS, ZONE, Calendar
from rapport.serve.demo.stream import Plan

SLUG = "demo"
_SETTINGS = {
    "zone": ZONE,
    "currency": "EUR",
    "phone_region": "LT",
    "margin": "0.42",
    "cost_per_contact": "3.80",
    "cost_per_hour": "26.00",
    "business_hours": BUSINESS_HOURS,
    "inactivity_days": "180",
}
Members = dict[str, Role]
"""The addresses of people and what they may do."""


class Simulation(msgspec.Struct, frozen=True, kw_only=True):
    """What made up the workspace, and whether all of it is there."""

    by: str = "rapport demo"
    people: int
    seed: int
    until: datetime
    is_complete: bool = False

    @property
    def plan(self) -> Plan:
        return Plan(self.people, self.seed, self.until)


@dataclass(frozen=True, slots=True)
class Company:
    """The workspace as it stands."""

    workspace: Workspace
    simulation: Simulation


def find_company() -> Company | None:
    """Return the demo company, None where it is not there; raise UserError where its place is somebody's own."""
    workspace = next((each for each in list_workspaces() if each.slug == SLUG), None)
    if workspace is None:
        return None
    if not workspace.is_simulated:
        raise UserError(
            f"There is a workspace {SLUG!r} that is not simulated ({workspace.name}). It stays as it is: give the demo company a "
            "home of its own, `rapport demo --home ./demo-home`."
        )
    return Company(workspace, msgspec.json.decode(workspace.simulation, type=Simulation))


def found_company(plan: Plan, members: Members) -> Company:
    """Make the workspace and its settings; the owners of the workspace `default` may look into it, and who could before."""
    simulation = Simulation(people=plan.people, seed=plan.seed, until=plan.until)
    workspace = create_workspace(SLUG, name=market.NAME, simulation=_text(simulation))
    for email, role in (owners_of_default() | members).items():
        add_member(workspace, email, role)
    for name, value in _SETTINGS.items():
        change_setting(SLUG, name, value)
    holidays = ",".join(day.isoformat() for day in Calendar(plan.until).holidays)
    return Company(change_setting(SLUG, "holidays", holidays), simulation)


def owners_of_default() -> Members:
    members = members_of(get_workspace(DEFAULT_SLUG))
    return {email: role for email, role in members.items() if role is Role.OWNER}


def members_of(workspace: Workspace) -> Members:
    return {each.member.email: each.member.role for each in list_members(workspace)}


def mark_complete(company: Company) -> None:
    """Say that nothing is missing any more."""
    describe_simulation(SLUG, _text(msgspec.structs.replace(company.simulation, is_complete=True)))


def _text(simulation: Simulation) -> str:
    return msgspec.json.encode(simulation).decode()
