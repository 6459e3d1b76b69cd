"""What people write: short texts, put together from parts, in several scripts."""

from collections.abc import Sequence
from itertools import product

OPENERS = ("The delivery", "Your app", "The support", "Checkout", "The price", "My last order", "The new design", "La livraison")
VERDICTS = (
    "was quick and kind",
    "keeps crashing",
    "could be clearer",
    "is better than before",
    "took far too long",
    "est parfaite",
)
ENDINGS = (".", "!", ", thank you.", ", please fix it.", " – 配送很快。", " ส่งเร็วมาก", ' "as promised", they said.')

VERBATIMS: Sequence[str] = tuple(f"{a} {b}{c}" for a, b, c in product(OPENERS, VERDICTS, ENDINGS))

PAGES: Sequence[str] = tuple(
    f"https://shop.example.com/{section}/{number}"
    for section in ("", "pricing", "product", "help", "blog")
    for number in range(60)
)
