"""Where attempts to sign in are counted."""

import hashlib
import hmac
from typing import Any

from rapport.serve.settings.store import has_embedded_store

# Any: a dictionary of Django settings.
Settings = dict[str, Any]

MOST_COUNTS = 100_000
"""So many, before the oldest go: far more than somebody can make who would like to be forgotten."""


def attempt_settings() -> Settings:
    """Return Django's cache, which holds django-allauth's counts and nothing else.

    Where pages can run in several processes, these count in the operational database, so that the limits hold for all of them
    together. Where they run in one, its memory does: ten writes to SQLite would make signing in wait behind an import.
    """
    kind, place = ("locmem.LocMemCache", "attempts") if has_embedded_store() else ("db.DatabaseCache", "accounts_attempt")
    return {
        "CACHES": {
            "default": {
                "BACKEND": f"django.core.cache.backends.{kind}",
                "LOCATION": place,
                "KEY_FUNCTION": hashed_key,
                "OPTIONS": {"MAX_ENTRIES": MOST_COUNTS},
            }
        }
    }


def hashed_key(key: str, prefix: str, version: int) -> str:
    """Return the name of a count, from which nobody learns the network address or the e-mail address that it is for."""
    from django.conf import settings

    return hmac.new(settings.SECRET_KEY.encode(), f"{prefix}:{version}:{key}".encode(), hashlib.sha256).hexdigest()
