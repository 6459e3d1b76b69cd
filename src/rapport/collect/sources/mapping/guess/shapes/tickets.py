"""Tickets: one row is one request, with its state and perhaps the times of its first reply and solution."""

from rapport.collect.sources.mapping.guess.draft import Draft, column_yaml, name_in_expression, text_yaml
from rapport.collect.sources.mapping.guess.profiles import Profile
from rapport.collect.sources.mapping.guess.reading import Reading
from rapport.collect.sources.mapping.guess.shape import Shape

_SIGNS = (
    "status",
    "priority",
    "tags",
    "answers",
    "replies",
    "assignee",
    "topic",
    "solved",
    "category",
    "requester",
    "resolution",
    "severity",
)
_FEWEST_SIGNS = 2


def recognise(reading: Reading) -> Draft | None:
    case = (
        reading.find("case", where=lambda profile: profile.is_unique)
        or reading.find("response", where=_is_plain_id, at_least=0.4)
        or _plain_id(reading)
    )
    text = reading.find("text", where=lambda profile: profile.is_prose)
    subject = reading.find("subject", where=lambda profile: not profile.is_truth)
    if case is None or not (text or subject) or _signs(reading) + bool(reading.find("case")) * 2 < _FEWEST_SIGNS:
        return None
    draft = Draft("support tickets", 0.7 if reading.find("case") else 0.6)
    identity = draft.use(case.name, "number of the ticket")
    draft.set("id", identity)
    draft.set("conversation", identity)
    if subject and subject is not text:
        draft.use(subject.name, "what it is about")
        draft.set("touchpoint", f"{{column: {text_yaml(subject.name)}}}")
    opened = {"kind": "conversation_opened"}
    if text:
        opened["text"] = _text_yaml(draft, text)
    draft.rules.append(opened)
    _add_step(draft, reading, "replied", {"kind": "message_sent", "name": "first reply"}, "when it was first answered")
    _add_step(draft, reading, "solved", {"kind": "conversation_solved"}, "when it was solved")
    _add_product_and_agent(draft, reading)
    return draft


def _plain_id(reading: Reading) -> Profile | None:
    return next(
        (
            profile
            for profile in reading.profiles
            if _is_plain_id(profile) and profile.name.lower().strip("*") in ("id", "key", "number", "no")
        ),
        None,
    )


def _is_plain_id(profile: Profile) -> bool:
    return profile.is_unique and not profile.is_prose and profile.moments is None


def _signs(reading: Reading) -> int:
    names = " ".join(profile.name.lower() for profile in reading.profiles)
    return sum(1 for sign in _SIGNS if sign in names)


def _text_yaml(draft: Draft, text: Profile) -> str:
    name = draft.use(text.name, "what the person wrote")
    return f"{{column: {text_yaml(text.name)}, html: true}}" if text.markup_share > 0.2 else name


def _add_step(draft: Draft, reading: Reading, role: str, rule: dict[str, str], why: str) -> None:
    profile = reading.find(role, where=lambda each: each.moments is not None)
    if profile and profile.name not in draft.used:
        when = f'"{name_in_expression(profile.name)} is not empty"'
        draft.rules.append({**rule, "when": when, "time": column_yaml(profile.name)})
        draft.use(profile.name, why)


def _add_product_and_agent(draft: Draft, reading: Reading) -> None:
    for role, why in (("product", "what it is about"), ("agent", "who of the team acted")):
        profile = reading.find(role, where=lambda each: each.moments is None and not each.is_prose, without=draft.used)
        if profile:
            draft.set(role, draft.use(profile.name, why))


SHAPES = (Shape("tickets", ("conversation_opened", "conversation_solved"), recognise),)
