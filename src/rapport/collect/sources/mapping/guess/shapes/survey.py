"""Questionnaires: one row is one respondent, with one or many scores and comments."""

import re
from itertools import groupby

from rapport.collect.sources.mapping.guess.draft import Draft, column_yaml, text_yaml
from rapport.collect.sources.mapping.guess.names import words_of
from rapport.collect.sources.mapping.guess.profiles import Profile
from rapport.collect.sources.mapping.guess.reading import Reading
from rapport.collect.sources.mapping.guess.scales import Scale, find_scale
from rapport.collect.sources.mapping.guess.shape import Shape
from rapport.core.notice import Notice

_NPS = (0, 10)
_BLOCK = re.compile(r"[A-Za-z]{1,3}_?\d+")
_FAMILY = 3
_MOST_TEXTS = 20


def recognise(reading: Reading) -> Draft | None:
    draft = Draft(Notice("a survey"), 0.0)
    _add_nps(draft, reading)
    _add_named(draft, reading, "csat", "csat")
    _add_effort(draft, reading)
    _add_families(draft, reading)
    if not draft.rules:
        return None
    _add_texts(draft, reading)
    weight = reading.find("weight", where=lambda profile: profile.number_share > 0.95, without=draft.used)
    if weight:
        draft.set("weight", draft.use(weight.name, Notice("weight of the answer")))
    response = reading.find("response", where=lambda profile: profile.is_unique, without=draft.used)
    if response:
        draft.set("id", draft.use(response.name, Notice("identifies the row")))
        draft.set("response", column_yaml(response.name))
    draft.set("channel", "survey")
    return draft


def _add_nps(draft: Draft, reading: Reading) -> None:
    for profile in reading.find_all("nps"):
        scale = find_scale(profile, fixed=_NPS)
        if scale and max(profile.integers, default=0) >= 6 and profile.integer_share >= 0.9:
            _add_rule(draft, profile, "nps", scale, Notice("likelihood to recommend, 0 to 10 (NPS)"))
            draft.confidence = 0.95
            return


def _add_named(draft: Draft, reading: Reading, role: str, metric: str) -> None:
    for profile in reading.find_all(role):
        scale = find_scale(profile)
        if profile.name not in draft.used and scale and scale.is_clear and scale.high >= 3:
            _add_rule(
                draft, profile, metric, scale, Notice("satisfaction, %(low)s to %(high)s (CSAT)", low=scale.low, high=scale.high)
            )
            draft.confidence = max(draft.confidence, 0.85)


def _add_effort(draft: Draft, reading: Reading) -> None:
    for profile in reading.find_all("ces"):
        scale = find_scale(profile)
        if profile.name not in draft.used and scale and scale.is_clear and scale.high in (5, 7):
            metric = "ces2" if scale.high == 7 else "ces1"
            why = Notice("effort, %(low)s to %(high)s (%(metric)s)", low=scale.low, high=scale.high, metric=metric.upper())
            _add_rule(draft, profile, metric, scale, why)
            draft.confidence = max(draft.confidence, 0.85)


def _add_rule(draft: Draft, profile: Profile, metric: str, scale: Scale, why: Notice) -> None:
    missing = f", missing: [{', '.join(text_yaml(code) for code in scale.missing)}]" if scale.missing else ""
    told = Notice("%(why)s; %(codes)s means no answer", why=why, codes=scale.missing) if scale.missing else why
    draft.use(profile.name, told)
    score = f"{{column: {text_yaml(profile.name)}, scale: {scale.as_text()}{missing}}}"
    draft.rules.append({"kind": "survey_answered", "metric": metric, "question": text_yaml(profile.name), "score": score})


def _add_families(draft: Draft, reading: Reading) -> None:
    """Add several columns of one question block: same beginning of the name, same values."""
    free = [profile for profile in reading.profiles if profile.name not in draft.used and _can_be_rating(profile)]
    unclear: list[tuple[list[Profile], Scale]] = []
    for _, members in groupby(free, key=_family_of):
        family = list(members)
        scales = [scale for profile in family if (scale := find_scale(profile))]
        if len(family) < _FAMILY:
            continue
        widest = max(scales, key=lambda scale: (not scale.is_clear, scale.high, len(scale.missing)))
        if widest.is_clear:
            draft.confidence = max(draft.confidence, 0.75)
            draft.rules.append(_family_rule(family, widest, "rating"))
            for profile in family:
                draft.use(profile.name, Notice("rating, %(low)s to %(high)s", low=widest.low, high=widest.high))
        else:
            unclear.append((family, widest))
    _add_unclear(draft, unclear)


def _family_rule(family: list[Profile], scale: Scale, metric: str) -> dict[str, str]:
    missing = f", missing: [{', '.join(scale.missing)}]" if scale.missing else ""
    return {
        "kind": "survey_answered",
        "name": text_yaml(_family_of(family[0])),
        "metric": metric,
        "for_each": f"[{', '.join(column_yaml(profile.name) for profile in family)}]",
        "question": "$column",
        "score": f"{{column: $value, scale: {scale.as_text()}{missing}}}",
    }


def _add_unclear(draft: Draft, unclear: list[tuple[list[Profile], Scale]]) -> None:
    """Columns that may be ratings: asked about where there is nothing else, kept as properties otherwise."""
    is_all_there_is = not draft.rules
    for family, scale in unclear:
        what = Notice(
            "%(first)s … %(last)s (%(count)s columns, %(low)s to %(high)s)",
            first=family[0].name,
            last=family[-1].name,
            count=len(family),
            low=scale.low,
            high=scale.high,
        )
        rule = _family_rule(family, scale, "csat")
        if is_all_there_is:
            draft.confidence = 0.65
            draft.rules.append(rule)
            draft.used.update(profile.name for profile in family)
            draft.doubts.append(
                Notice(
                    "%(what)s look like ratings, but which values are the scale and which mean no answer? Say it in "
                    "the draft: scale: 1-5, missing: [0, 6].",
                    what=what,
                )
            )
        else:
            draft.assumptions.append(
                Notice("%(what)s: perhaps ratings on a scale that is not clear; kept as properties", what=what)
            )
            draft.comments += [
                f"{what} may be ratings. To use them, say their scale:",
                f"  - {{{', '.join(f'{k}: {v}' for k, v in rule.items())}}}",
            ]


def _can_be_rating(profile: Profile) -> bool:
    values = profile.integers
    is_short = profile.integer_share >= 0.9 and 4 <= len(values) <= 14 and max(values) >= 4 and profile.filled >= 5
    return is_short and find_scale(profile) is not None


def _family_of(profile: Profile) -> str:
    block = _BLOCK.match(profile.name.strip("*"))
    return block[0].lower() if block else words_of(profile.name).partition(" ")[0]


def _add_texts(draft: Draft, reading: Reading) -> None:
    prose = [profile for profile in reading.profiles if profile.name not in draft.used and _is_comment(profile, reading)]
    if len(prose) == 1 and len(draft.rules) == 1:
        draft.rules[0]["text"] = draft.use(prose[0].name, Notice("what the person said"))
    elif prose:
        names = ", ".join(draft.use(profile.name, Notice("what the person said")) for profile in prose[:_MOST_TEXTS])
        draft.rules.append(
            {"kind": "survey_answered", "name": "comment", "for_each": f"[{names}]", "question": "$column", "text": "$value"}
        )


def _is_comment(profile: Profile, reading: Reading) -> bool:
    if profile.email_share > 0.5 or profile.moments is not None:
        return False
    is_named = reading.fit(profile, "text") >= 0.5 and profile.number_share < 0.5
    return profile.is_prose or (is_named and profile.mean_length > (15 if profile.is_category else 8))


SHAPES = (Shape("survey", ("survey_answered",), recognise),)
