"""Event logs: one row is one step of a case; steps of support desks get the kinds that their figures need."""

import re

from rapport.collect.sources.mapping.guess.draft import Draft, text_yaml
from rapport.collect.sources.mapping.guess.profiles import Profile
from rapport.collect.sources.mapping.guess.reading import Reading
from rapport.collect.sources.mapping.guess.shape import Shape
from rapport.core.notice import Notice

_MOST_ACTIVITIES = 300
_TRANSITION = "lifecycle:transition"
_STEPS = (
    ("re-?open", "conversation_reopened"),
    ("resolve|solve|fixed|gelöst|resuelt|résolu|išspręst|แก้ไขแล้ว|已解决", "conversation_solved"),
    ("close|cancel|duplicate|invalid|geschlossen|cerrad|fermé|uždaryt|ปิด|关闭", "conversation_closed"),
    ("reply|replied|respond|answer|antwort|respuest|réponse|atsak|ตอบ|回复", "message_sent"),
    ("assign|take in charge|escalat|transfer|zugewiesen|asign|priskir|มอบหมาย|分配", "conversation_assigned"),
    ("creat|insert|open|register|submit|erstellt|cread|créé|sukurt|เปิด|创建", "conversation_opened"),
)


def recognise(reading: Reading) -> Draft | None:
    case = _case(reading)
    activity = reading.find("activity", where=lambda profile: _is_activity(profile, reading), without=[case.name] if case else [])
    if case is None or activity is None or not any(profile.moments for profile in reading.profiles):
        return None
    draft = Draft(Notice("an event log"), 0.8)
    draft.set("conversation", draft.use(case.name, Notice("the case that a step belongs to")))
    draft.use(activity.name, Notice("the step"))
    step = _Step.of(activity, reading)
    draft.used.update(step.columns)
    draft.set("touchpoint", f"{{{step.yaml}}}")
    agent = reading.find("agent", where=lambda profile: profile.moments is None, without=draft.used)
    if agent:
        draft.set("agent", draft.use(agent.name, Notice("who of the team acted")))
    _add_kind(draft, step)
    return draft


def _case(reading: Reading) -> Profile | None:
    """Of the columns named like a case, the one that tells most of them apart: others group cases."""
    fitting = reading.find_all("case", where=_repeats)
    return max(fitting, key=lambda profile: profile.distinct, default=None)


def _repeats(profile: Profile) -> bool:
    return profile.moments is None and 1 < profile.distinct <= 0.8 * profile.filled and not profile.is_prose


def _is_activity(profile: Profile, reading: Reading) -> bool:
    is_few = 2 <= profile.distinct <= _MOST_ACTIVITIES and profile.distinct <= reading.rows / 2
    return is_few and profile.moments is None and not profile.is_prose


class _Step:
    """The step of a row: an activity, in XES with its transition where that tells more than start and complete."""

    def __init__(self, yaml: str, texts: list[str], columns: list[str]) -> None:
        self.yaml = yaml
        self.texts = texts
        self.columns = columns

    @classmethod
    def of(cls, activity: Profile, reading: Reading) -> "_Step":
        transition = next((each for each in reading.profiles if each.name == _TRANSITION and each.distinct > 2), None)
        if transition is None:
            return cls(f"column: {text_yaml(activity.name)}", activity.texts, [activity.name])
        pairs = dict.fromkeys(f"{one} / {other}" for one, other in zip(activity.cells, transition.cells))
        template = f"{{{activity.name}}} / {{{transition.name}}}"
        return cls(f'template: "{template}"', list(pairs), [activity.name, transition.name])

    def kind_of(self, text: str) -> str | None:
        return next((kind for pattern, kind in _STEPS if re.search(pattern, text, re.IGNORECASE)), None)

    def met(self, pattern: str) -> str:
        """Keep of a pattern what the file has use for, so that people can read it."""
        return "|".join(part for part in pattern.split("|") if any(re.search(part, text, re.IGNORECASE) for text in self.texts))


def _add_kind(draft: Draft, step: _Step) -> None:
    kinds = {text: kind for text in step.texts if (kind := step.kind_of(text))}
    if not {"conversation_solved", "conversation_closed"} & set(kinds.values()):
        draft.set("kind", "event_logged")
        return
    draft.shape, draft.confidence = Notice("the log of a support desk"), 0.85
    patterns = [f"    '(?i){step.met(pattern)}': {kind}" for pattern, kind in _STEPS if kind in kinds.values()]
    draft.set("kind", "\n".join(["", f"  {step.yaml}", "  matches:", *patterns, "  else: conversation_updated"]))
    draft.assumptions += [f"  {text} → {kind}" for text, kind in list(kinds.items())[:12]]


SHAPES = (Shape("event log", ("event_logged", "conversation_updated", "conversation_solved"), recognise),)
