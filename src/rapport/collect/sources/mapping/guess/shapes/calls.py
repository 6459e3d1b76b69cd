"""Telephone calls: one row is one call with its length, or a count of calls in a span of time."""

from rapport.collect.sources.mapping.guess.draft import Draft, column_yaml, name_in_expression, text_yaml
from rapport.collect.sources.mapping.guess.places import find_time
from rapport.collect.sources.mapping.guess.reading import Reading
from rapport.collect.sources.mapping.guess.shape import Shape
from rapport.core.notice import Notice

_ABOUT_CALLS = ("call", "anruf", "llamada", "appel", "chiamat", "skambu", "โทร", "通话", "phone", "agent", "queue")


_SPANS_OF_A_DAY = (24, 48, 96, 144, 240, 288, 480, 1440)


def recognise(reading: Reading) -> Draft | None:
    return _counted(reading) or _single(reading)


def _counted(reading: Reading) -> Draft | None:
    count = reading.find("calls", where=lambda profile: profile.integer_share > 0.95 and profile.moments is None, at_least=0.9)
    if count is None or not any(profile.moments for profile in reading.profiles):
        return None
    draft = Draft(Notice("counts of calls"), 0.8)
    draft.set("kind", "call_received")
    draft.set("channel", "phone")
    draft.set("repeat", draft.use(count.name, Notice("how many calls a row stands for; each becomes one interaction")))
    _add_span(draft, reading)
    return draft


def _add_span(draft: Draft, reading: Reading) -> None:
    """Add to the time the number of the span within its day, where a column counts through a whole day."""
    when = find_time(reading)
    for profile in reading.profiles:
        spans = len(profile.integers)
        if when is None or len(when.columns) != 1 or spans not in _SPANS_OF_A_DAY or profile.name in (*draft.used, *when.columns):
            continue
        first = min(profile.integers)
        if first in (0, 1) and max(profile.integers) == spans - 1 + first:
            minutes = 1440 // spans
            expression = f"({name_in_expression(profile.name)} - {first}) * {minutes}"
            plus = f'{{expr: "{expression}", unit: min}}'
            draft.set("time", f"{{column: {text_yaml(when.columns[0])}, plus: {plus}}}")
            draft.use(when.columns[0], Notice("the day"))
            draft.use(profile.name, Notice("number of the span of %(minutes)s minutes within its day", minutes=minutes))
            return


def _single(reading: Reading) -> Draft | None:
    duration = reading.find("duration", where=lambda profile: profile.moments is None)
    names = " ".join([reading.path.name, *reading.names()]).lower()
    if duration is None or sum(1 for word in _ABOUT_CALLS if word in names) < 2:
        return None
    draft = Draft(Notice("telephone calls"), 0.7)
    draft.set("kind", "call_received")
    draft.set("channel", "phone")
    unit = next(
        (unit for unit in ("ms", "min", "h") if f"_{unit}" in duration.name.lower() or f"({unit}" in duration.name.lower()), "s"
    )
    draft.set("duration", f"{{column: {text_yaml(duration.name)}, unit: {unit}}}")
    draft.use(duration.name, Notice("how long it took; bare numbers are read as %(unit)s", unit=unit))
    agent = reading.find("agent", where=lambda profile: profile.moments is None, without=draft.used)
    if agent:
        draft.set("agent", column_yaml(agent.name))
        draft.use(agent.name, Notice("who of the team answered"))
    return draft


SHAPES = (Shape("calls", ("call_received",), recognise),)
