"""Groups of kinds that are kept equally long."""

from rapport.core.errors import UserError
from rapport.core.kinds import KINDS

OTHER = "other"
GROUPS: dict[str, tuple[str, ...]] = {
    "behaviour": ("page_viewed", "session_started", "event_", "goal_reached", "variant_assigned"),
    "conversations": ("call_", "conversation_", "message_", "note_added", "mention_posted"),
    "feedback": ("survey_", "review_"),
    "orders": ("order_", "subscription_"),
    OTHER: (),
}
"""Beginnings of the kinds of each group, in the order in which people read them."""

KEPT = ("consent_changed", "profile_updated")
"""What must be known for as long as the person is: what they agreed to, and who they are."""


def kinds_of(group: str) -> tuple[str, ...]:
    """Return the kinds of a group; raise UserError when there is no such group."""
    if group not in GROUPS:
        raise UserError(f"There is no group called {group!r}. Known: {', '.join(GROUPS)}.")
    return tuple(kind for kind in KINDS if group_of(kind) == group)


def group_of(kind: str) -> str | None:
    """Return the group of a kind; None for what is kept."""
    if kind in KEPT:
        return None
    return next((group for group, beginnings in GROUPS.items() if kind.startswith(beginnings)), OTHER)
