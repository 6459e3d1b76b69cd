"""Deletes what is due, again and again."""

from datetime import timedelta

from rapport.core.schedule import Tick


def delete_due() -> None:
    """Apply the rules of every workspace that has some."""
    from rapport.accounts.public import get_workspace
    from rapport.record.retention.applying import apply_rules
    from rapport.record.retention.rules import workspaces_with_rules
    from rapport.record.store.public import current_store

    for slug in workspaces_with_rules():
        apply_rules(get_workspace(slug), current_store(slug))


TICKS = (Tick(key="retention.delete", every=timedelta(hours=6), run=delete_due),)
