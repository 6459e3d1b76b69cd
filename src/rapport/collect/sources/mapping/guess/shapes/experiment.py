"""Experiments: one row is one person, the variant, and what the person did."""

from rapport.collect.sources.mapping.guess.draft import Draft, column_yaml, name_in_expression, slug
from rapport.collect.sources.mapping.guess.names import words_of
from rapport.collect.sources.mapping.guess.profiles import Profile
from rapport.collect.sources.mapping.guess.reading import Reading
from rapport.collect.sources.mapping.guess.shape import Shape
from rapport.core.notice import Notice

_YES = ("true", "yes", "y", "t", "1", "ja", "sí", "oui", "taip")


def recognise(reading: Reading) -> Draft | None:
    variant = reading.find("variant", where=lambda profile: 2 <= profile.distinct <= 8)
    goals = [profile for profile in reading.profiles if profile.is_truth and profile is not variant]
    if variant is None or not goals or reading.find("person") is None:
        return None
    draft = Draft(Notice("an experiment"), 0.8)
    draft.dimensions["variant"] = draft.use(variant.name, Notice("the variant that a person was in"))
    draft.rules.append({"kind": "variant_assigned", "touchpoint": "experiment"})
    for goal in goals:
        draft.rules.append(_goal(draft, goal))
    return draft


def _goal(draft: Draft, goal: Profile) -> dict[str, str]:
    yes = next((text for text in goal.texts if text.lower() in _YES), "true")
    draft.use(goal.name, Notice("a goal; reached where it is %(yes)s", yes=yes))
    name = slug(words_of(goal.name)) or column_yaml(goal.name)
    return {"kind": "goal_reached", "name": name, "touchpoint": name, "when": f"'{name_in_expression(goal.name)} = \"{yes}\"'"}


SHAPES = (Shape("experiment", ("variant_assigned", "goal_reached"), recognise),)
