from itertools import pairwise

import pytest

from rapport.accounts.public import ROLE_PERMISSIONS, Member, Permission, Role
from rapport.accounts.roles import may_change_role

ORDER = (Role.VIEWER, Role.AGENT, Role.ANALYST, Role.ADMIN, Role.OWNER)


def member(role: Role) -> Member:
    return Member(1, 1, name="", email="alice@example.com", role=role)


def test_each_role_may_do_all_that_the_one_below_it_may() -> None:
    for below, above in pairwise(ORDER):
        assert ROLE_PERMISSIONS[below] <= ROLE_PERMISSIONS[above]


@pytest.mark.parametrize(
    ("permission", "lowest"),
    [
        ("SEE_FIGURES", Role.VIEWER),
        ("SEE_PEOPLE", Role.AGENT),
        ("ACT_ON_PEOPLE", Role.AGENT),
        ("EXPORT", Role.ANALYST),
        ("EDIT_VIEWS", Role.ANALYST),
        ("MANAGE_SOURCES", Role.ANALYST),
        ("ERASE", Role.ADMIN),
        ("MANAGE_SETTINGS", Role.ADMIN),
        ("MANAGE_MEMBERS", Role.ADMIN),
        ("MANAGE_KEYS", Role.ADMIN),
        ("SEE_AUDIT", Role.ADMIN),
    ],
)
def test_a_permission_begins_with_a_role(permission: str, lowest: Role) -> None:
    allowed = [role for role in ORDER if member(role).may(Permission[permission])]

    assert allowed == list(ORDER[ORDER.index(lowest) :])


def test_every_permission_is_spoken_for_above() -> None:
    assert len(Permission) == 11


@pytest.mark.parametrize(
    ("by", "before", "after", "may"),
    [
        (Role.OWNER, Role.OWNER, Role.VIEWER, True),
        (Role.OWNER, None, Role.OWNER, True),
        (Role.ADMIN, Role.VIEWER, Role.ADMIN, True),
        (Role.ADMIN, Role.ADMIN, None, True),
        (Role.ADMIN, Role.OWNER, None, False),
        (Role.ADMIN, None, Role.OWNER, False),
        (Role.ADMIN, Role.ADMIN, Role.OWNER, False),
        (Role.ANALYST, None, Role.VIEWER, False),
    ],
    ids=lambda value: value.value if isinstance(value, Role) else str(value),
)
def test_only_owners_make_and_unmake_owners(by: Role, before: Role | None, after: Role | None, may: bool) -> None:
    assert may_change_role(member(by), before=before, after=after) is may
