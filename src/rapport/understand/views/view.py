"""A saved view as other packages see it."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, urlencode


@dataclass(frozen=True, slots=True)
class SavedView:
    """What somebody explored and kept.

    Parameters
    ----------
    query : the part of the address that says what is asked and how it is shown.
    owner : who saved it: ``user:alice@example.com``.
    """

    id: int
    workspace: str
    name: str
    description: str
    query: str
    owner: str
    changed_at: datetime

    @property
    def owner_label(self) -> str:
        return self.owner.partition(":")[2] or self.owner


@dataclass(frozen=True, slots=True)
class ViewDraft:
    """What a person typed to keep a view."""

    name: str
    query: str
    description: str = ""


_NOT_KEPT = frozenset({"view", "sort", "csrfmiddlewaretoken", "next", "name", "description"})
"""What an address says beside the question: how a table is sorted just now, which view it came from."""


def tidied_query(query: str) -> str:
    """Return a query without empty values and without what belongs to no view, so that equal questions have equal texts."""
    pairs = parse_qsl(query.removeprefix("?"), max_num_fields=100)
    return urlencode([(name, value) for name, value in pairs if name not in _NOT_KEPT])
