"""The reader's language as Babel and the browser know it."""

from functools import lru_cache

from babel import Locale
from django.utils.translation import get_language, to_locale

# English is read all over the world: day before month, 24 hours.
_REGIONS = {"en": "en_GB"}


def current_locale() -> Locale:
    """Return the locale of the active language."""
    return _locale(get_language() or "en")


def browser_locale() -> str:
    """Return the locale for the browser's `Intl`, which must count years as Babel does (Thai: not from the Buddha)."""
    return f"{str(current_locale()).replace('_', '-')}-u-ca-gregory-nu-latn"


@lru_cache(maxsize=32)
def _locale(language: str) -> Locale:
    return Locale.parse(_REGIONS.get(language, to_locale(language)))
