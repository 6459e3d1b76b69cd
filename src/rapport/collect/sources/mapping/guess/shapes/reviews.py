"""Reviews and posts: what people wrote, perhaps with stars or a label."""

from rapport.collect.sources.mapping.guess.draft import Draft, slug, text_yaml
from rapport.collect.sources.mapping.guess.names import words_of
from rapport.collect.sources.mapping.guess.profiles import Profile
from rapport.collect.sources.mapping.guess.reading import Reading
from rapport.collect.sources.mapping.guess.scales import find_scale
from rapport.collect.sources.mapping.guess.shape import Shape
from rapport.core.notice import Notice

_FEELINGS = frozenset(
    {"positive", "negative", "neutral", "mixed", "pos", "neg", "neu", "positiv", "negativ", "positivo", "negativo"}
)
_REVIEW_WORDS = ("review", "评论", "评价", "รีวิว", "ulasan", "bewertung", "reseña", "avis", "recensione", "atsiliepim")


def recognise(reading: Reading) -> Draft | None:
    text = reading.find("text", where=lambda profile: profile.is_prose) or _only_prose(reading)
    rating = reading.find("rating", where=lambda profile: find_scale(profile) is not None)
    if text is None:
        return None
    draft = Draft(Notice("reviews"), 0.5)
    draft.set("kind", "review_posted")
    draft.set("channel", "review")
    scale = find_scale(rating) if rating else None
    if rating and scale and scale.is_clear and scale.high > 1:
        draft.confidence = 0.8
        missing = f", missing: [{', '.join(scale.missing)}]" if scale.missing else ""
        draft.set("metric", "rating")
        draft.set("score", f"{{column: {text_yaml(rating.name)}, scale: {scale.as_text()}{missing}}}")
        draft.use(rating.name, Notice("rating, %(low)s to %(high)s", low=scale.low, high=scale.high))
    name = draft.use(text.name, Notice("what the person wrote"))
    draft.set("text", f"{{column: {text_yaml(text.name)}, html: true}}" if text.markup_share > 0.2 else name)
    _add_label(draft, reading)
    if _speaks_of_reviews(reading, text) or _sentiment(reading):
        draft.confidence = max(draft.confidence, 0.75)
    product = reading.find("product", where=lambda profile: not profile.is_prose and profile.moments is None, without=draft.used)
    if product:
        draft.set("product", draft.use(product.name, Notice("what was reviewed")))
    return draft


def _only_prose(reading: Reading) -> Profile | None:
    prose = [profile for profile in reading.profiles if profile.is_prose]
    if reading.facts.format == "lines":
        return reading.profiles[0]
    return prose[0] if len(prose) == 1 else None


def _add_label(draft: Draft, reading: Reading) -> None:
    label = reading.find("label", where=lambda profile: profile.distinct <= 12, without=draft.used) or _sentiment(reading)
    if label and label.name not in draft.used:
        draft.dimensions[slug(words_of(label.name)) or "label"] = draft.use(
            label.name, Notice("a label that somebody gave (dimension)")
        )


def _sentiment(reading: Reading) -> Profile | None:
    """Return a column whose values are the names of feelings, whatever it is called."""
    return next(
        (profile for profile in reading.profiles if profile.texts and {text.lower() for text in profile.texts} <= _FEELINGS), None
    )


def _speaks_of_reviews(reading: Reading, text: Profile) -> bool:
    names = f"{text.name} {reading.path.name}".lower()
    return any(word in names for word in _REVIEW_WORDS)


SHAPES = (Shape("reviews", ("review_posted", "mention_posted"), recognise),)
