"""Whos and people for the tests."""

from collections.abc import Iterable, Sequence

from rapport.accounts.public import Workspace
from rapport.core.batch import encode_who
from rapport.core.interaction import Identifier
from rapport.record.identity.public import Resolved, resolve


def user(value: str) -> Identifier:
    return Identifier(type="user_id", value=value)


def email(value: str) -> Identifier:
    return Identifier(type="email", value=value)


def claimed(value: str) -> Identifier:
    return Identifier(type="email", value=value, verified=False)


def phone(value: str) -> Identifier:
    return Identifier(type="phone", value=value)


def device(value: str) -> Identifier:
    return Identifier(type="anonymous_id", value=value)


def handle(value: str, network: str = "twitter") -> Identifier:
    return Identifier(type="handle", value=value, namespace=network)


def external(value: str, source: str = "shop") -> Identifier:
    return Identifier(type="external", value=value, namespace=source)


def who(*identifiers: Identifier) -> str:
    return encode_who(identifiers) or ""


def arrive(workspace: Workspace, *rows: Iterable[Identifier]) -> None:
    """Let rows arrive one after another, each in a group of its own."""
    for row in rows:
        resolve(workspace, [who(*row)])


def person(workspace: Workspace, *identifiers: Identifier) -> int:
    """Return whose a row with these identifiers is."""
    outcome = resolve(workspace, [who(*identifiers)]).people[who(*identifiers)]
    assert isinstance(outcome, Resolved)
    return outcome.person_id


def people(workspace: Workspace, whos: Sequence[str]) -> frozenset[frozenset[str]]:
    """Group whos by the person that they now resolve to."""
    groups: dict[int, set[str]] = {}
    for text, outcome in resolve(workspace, whos).people.items():
        if isinstance(outcome, Resolved):
            groups.setdefault(outcome.person_id, set()).add(text)
    return frozenset(frozenset(group) for group in groups.values())
