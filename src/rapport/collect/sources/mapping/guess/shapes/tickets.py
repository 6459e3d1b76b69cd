"""Tickets: one row is one request, with its state and perhaps the times of its first reply and solution."""

from rapport.collect.sources.mapping.guess.draft import Draft, column_yaml, name_in_expression, text_yaml
from rapport.collect.sources.mapping.guess.names import words_of
from rapport.collect.sources.mapping.guess.profiles import Profile
from rapport.collect.sources.mapping.guess.reading import Reading
from rapport.collect.sources.mapping.guess.scales import find_scale
from rapport.collect.sources.mapping.guess.shape import Shape
from rapport.core.notice import Notice

_SIGNS = ("status", "priority", "tags", "replies", "agent", "solved", "replied", "subject")
_FEWEST_SIGNS = 3
_PLAIN_IDS = ("id", "key", "number", "no", "nr")


def recognise(reading: Reading) -> Draft | None:
    named = reading.find("case", where=_is_id)
    case = named or next(
        (profile for profile in reading.profiles if _is_id(profile) and words_of(profile.name) in _PLAIN_IDS), None
    )
    text = reading.find("text", where=lambda profile: not profile.is_truth and profile.mean_length > 15)
    subject = reading.find("subject", where=lambda profile: not profile.is_truth, without=[text.name] if text else [])
    signs = sum(1 for role in _SIGNS if reading.find(role)) + (named is not None)
    if case is None or not (text or subject) or signs < _FEWEST_SIGNS:
        return None
    draft = Draft(Notice("support tickets"), min(0.95, 0.45 + 0.1 * signs))
    identity = draft.use(case.name, Notice("number of the ticket"))
    draft.set("id", identity)
    draft.set("conversation", identity)
    if subject:
        draft.use(subject.name, Notice("what it is about"))
        draft.set("touchpoint", f"{{column: {text_yaml(subject.name)}}}")
    draft.rules.append({"kind": "conversation_opened", **({"text": _text_yaml(draft, text)} if text else {})})
    _add_step(draft, reading, "replied", {"kind": "message_sent", "name": "first reply"}, Notice("when it was first answered"))
    _add_step(draft, reading, "solved", {"kind": "conversation_solved"}, Notice("when it was solved"))
    _add_product_and_agent(draft, reading)
    _add_satisfaction(draft, reading)
    return draft


def _is_id(profile: Profile) -> bool:
    return profile.is_unique and not profile.is_prose and profile.moments is None


def _text_yaml(draft: Draft, text: Profile) -> str:
    name = draft.use(text.name, Notice("what the person wrote"))
    return f"{{column: {text_yaml(text.name)}, html: true}}" if text.markup_share > 0.2 else name


def _add_step(draft: Draft, reading: Reading, role: str, rule: dict[str, str], why: Notice) -> None:
    profile = reading.find(role, where=lambda each: each.moments is not None)
    if profile and profile.name not in draft.used:
        when = text_yaml(f"{name_in_expression(profile.name)} is not empty")
        draft.rules.append({**rule, "when": when, "time": column_yaml(profile.name)})
        draft.use(profile.name, why)


def _add_product_and_agent(draft: Draft, reading: Reading) -> None:
    for role, why in (("product", Notice("what it is about")), ("agent", Notice("who of the team acted"))):
        profile = reading.find(role, where=lambda each: each.moments is None and not each.is_prose, without=draft.used)
        if profile:
            draft.set(role, draft.use(profile.name, why))


def _add_satisfaction(draft: Draft, reading: Reading) -> None:
    profile = reading.find("csat", without=draft.used)
    scale = find_scale(profile) if profile else None
    if profile and scale and scale.is_clear and scale.high >= 3:
        missing = f", missing: [{', '.join(scale.missing)}]" if scale.missing else ""
        score = f"{{column: {text_yaml(profile.name)}, scale: {scale.as_text()}{missing}}}"
        draft.rules.append({"kind": "survey_answered", "metric": "csat", "channel": "survey", "score": score})
        draft.use(
            profile.name, Notice("satisfaction with the answer, %(low)s to %(high)s (CSAT)", low=scale.low, high=scale.high)
        )


SHAPES = (Shape("tickets", ("conversation_opened", "conversation_solved"), recognise),)
