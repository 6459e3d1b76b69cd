"""The door to identities: who is who."""

from rapport.record.identity.queries import moves_after
from rapport.record.identity.resolve import Erased, Outcome, Resolution, Resolved, resolve

__all__ = ["Erased", "Outcome", "Resolution", "Resolved", "moves_after", "resolve"]
