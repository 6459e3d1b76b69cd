"""Words of people without who wrote them, for those who may see figures only."""

import re
from collections.abc import Iterable

HIDDEN = "•••"
_PATTERNS = (
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),  # e-mail addresses
    re.compile(r"https?://\S+|www\.\S+"),
    re.compile(r"(?<!\w)@\w{2,}"),  # handles
    re.compile(r"(?<![\w.,])\+?\d[\d\s().-]{4,}\d"),  # phone, card and order numbers
    re.compile(r"\b(?=\w*\d)(?=\w*[A-Za-z])\w{6,}\b"),  # codes of letters and digits
)
_SHORTEST_NAME = 3


def mask(text: str, names: Iterable[str] = ()) -> str:
    """Hide addresses, numbers, codes and the writer's own names in a text.

    It cannot hide what only somebody who knows the writer would recognise: whoever must not read words at all needs no access.
    """
    for pattern in _PATTERNS:
        text = pattern.sub(HIDDEN, text)
    words = sorted({word for name in names for word in name.split() if len(word) >= _SHORTEST_NAME}, key=len, reverse=True)
    if words:
        text = re.sub("|".join(re.escape(word) for word in words), HIDDEN, text, flags=re.IGNORECASE)
    return text
