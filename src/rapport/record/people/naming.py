"""Which person somebody means: by number, by any identifier, or by `type:value`."""

import re
from typing import get_args

from rapport.accounts.public import Workspace
from rapport.core.errors import UserError
from rapport.core.interaction import IdentifierType
from rapport.record.identity.public import IdentifierRow, current_person, find

_TYPES: tuple[str, ...] = get_args(IdentifierType)


def person_named(workspace: Workspace, text: str) -> int:
    """Return the number of the person that a text names.

    A number means the person of that number, or else the customer who has it as an identifier; `user_id:7` means the
    identifier in any case.

    Raises
    ------
    UserError : nobody is named so, or several people are.
    """
    text = text.strip()
    kind, colon, value = text.partition(":")
    is_typed = bool(colon) and kind in _TYPES
    number = person_number(text)
    if not is_typed and number and (person := current_person(workspace, number)):
        return person
    rows = [row for row in find(workspace, value if is_typed else text, by_beginning=False) if not is_typed or row.type == kind]
    people = sorted({row.person_id for row in rows})
    if not people:
        raise UserError(f"Nobody is known as {text!r}. Look for people with: rapport person find TEXT")
    if len(people) > 1:
        raise UserError(f"{text!r} names several people: {_listed(rows)}. Give the number of the one you mean.")
    return people[0]


def person_number(text: str) -> int | None:
    """Read `42` or `#42`. `0042` is a customer's number and not ours."""
    found = re.fullmatch(r"#?([1-9]\d{0,17})", text.strip(), re.ASCII)
    return int(found[1]) if found else None


def _listed(rows: list[IdentifierRow]) -> str:
    return ", ".join(f"{row.person_id} ({describe_type(row)} {row.value})" for row in rows[:10])


def describe_type(row: IdentifierRow) -> str:
    """Return the type of an identifier as people read it: `external id of shop`, `twitter handle`."""
    if row.type == "external":
        return f"external id of {row.namespace}" if row.namespace else "external id"
    if row.type == "handle":
        return f"{row.namespace} handle".strip()
    return _WORDS[row.type]


_WORDS = {"user_id": "user id", "email": "e-mail", "phone": "phone", "anonymous_id": "device"}
