"""The columns that a list of people can have."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.understand.metrics.pages.labels import name_label
from rapport.understand.metrics.public import Sort

TRAIT = "trait."


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column.

    Parameters
    ----------
    sort : the order of the list that a click on its head asks for; None where there is none.
    is_figure : whether its values stand at the right.
    """

    key: str
    label: str | Promise
    sort: Sort | None = None
    is_figure: bool = False


NAME = ListColumn("name", pgettext_lazy("person", "Name"), Sort.NAME)
_OTHERS = (
    ListColumn("identifiers", _("Identifiers")),
    ListColumn("company", _("Company")),
    ListColumn("tags", _("Tags")),
    ListColumn("last_seen", _("Last seen"), Sort.LAST_SEEN),
    ListColumn("first_seen", _("First seen"), Sort.FIRST_SEEN),
    ListColumn("nps", _("Last NPS"), Sort.NPS, is_figure=True),
    ListColumn("csat", _("Last CSAT"), is_figure=True),
    ListColumn("orders", _("Orders"), Sort.ORDERS, is_figure=True),
    ListColumn("revenue", _("Revenue"), Sort.REVENUE, is_figure=True),
    ListColumn("contacts", _("Contacts"), Sort.CONTACTS, is_figure=True),
    ListColumn("interactions", _("Interactions"), Sort.INTERACTIONS, is_figure=True),
)
USUAL = ("company", "last_seen", "nps", "orders", "revenue", "contacts")


def known_columns(traits: Sequence[str]) -> list[ListColumn]:
    """Return every column that can be chosen; the name always stands."""
    return [*_OTHERS, *(ListColumn(f"{TRAIT}{name}", name_label(f"{TRAIT}{name}")) for name in traits)]


def chosen_columns(keys: Sequence[str], traits: Sequence[str]) -> list[ListColumn]:
    """Return the columns of some keys, in the order in which they were asked for; what is unknown is left out."""
    known = {column.key: column for column in known_columns(traits)}
    return [NAME, *(known[key] for key in dict.fromkeys(keys) if key in known)]
