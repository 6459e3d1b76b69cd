"""What most files have, whatever they are about: time, person, language, groups, traits."""

import re
from dataclasses import dataclass

from rapport.collect.sources.mapping.guess.draft import Draft, column_yaml, slug, text_yaml
from rapport.collect.sources.mapping.guess.names import words_of
from rapport.collect.sources.mapping.guess.profiles import Profile
from rapport.collect.sources.mapping.guess.reading import Reading
from rapport.core.notice import Notice

_DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?(?:[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?\Z")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[AaPp][Mm])?\Z")
_NOT_WHEN = ("updated", "born", "solved", "replied")
_ROW_IDS = frozenset(
    {"id", "uuid", "guid", "row id", "record id", "response id", "submission id", "answer id", "review id", "event id", "call id"}
)
_MOST_DIMENSIONS = 12
_MOST_TRAITS = 20
_MOST_LABELS = 40


@dataclass(frozen=True, slots=True)
class When:
    """Where the time of a row is."""

    yaml: str
    columns: tuple[str, ...]
    why: Notice


def find_time(reading: Reading, *, without: tuple[str, ...] = ()) -> When | None:
    """Return where the time is: as the person says, or the column of moments whose name fits best."""
    if reading.hints.time:
        return _as_told(reading, reading.hints.time)
    best = max(_candidates(reading, without), key=lambda each: each[0], default=None)
    if best is None:
        return None
    profile = best[1]
    clock = _clock_beside(reading, profile)
    if clock is not None:
        template = f"{{{profile.name}}} {{{clock.name}}}"
        return When(
            f'"{template}"', (profile.name, clock.name), Notice("the day, and %(column)s the time of day", column=clock.name)
        )
    form = reading.hints.time_format
    yaml = f'{{column: {text_yaml(profile.name)}, format: "{form}"}}' if form else column_yaml(profile.name)
    return When(yaml, (profile.name,), Notice("when it happened (%(example)s)", example=_example(profile)))


def _as_told(reading: Reading, told: str) -> When:
    if told in reading.names():
        return When(column_yaml(told), (told,), Notice("when it happened, as you say"))
    if "{" in told:
        columns = tuple(re.findall(r"\{([^{}]+)\}", told))
        return When(f"{{template: {text_yaml(told)}}}", columns, Notice("when it happened, as you say: %(told)s", told=told))
    if _DAY.match(told):
        return When(f"{{value: {told}}}", (), Notice("the one time of all rows, as you say"))
    return When(column_yaml(told), (told,), Notice("when it happened, as you say"))


def _candidates(reading: Reading, without: tuple[str, ...]) -> list[tuple[float, Profile]]:
    found = []
    for place, profile in enumerate(reading.profiles):
        if profile.moments is None or profile.name in without or profile.filled_share < 0.5:
            continue
        score = reading.fit(profile, "time")
        if profile.is_bare_number_time and score < 0.3 and reading.facts.header is not False:
            continue
        if any(reading.fit(profile, role) > max(score, 0.5) for role in _NOT_WHEN):
            score -= 1
        if "born" in _NOT_WHEN and reading.fit(profile, "born") >= 0.5:
            continue
        found.append((score + profile.filled_share / 10 - place / 1000, profile))
    return found


def _clock_beside(reading: Reading, day: Profile) -> Profile | None:
    """Return the column that holds the time of day, where the column of the day holds none."""
    if any(":" in text for text in day.texts[:50]) or day.is_bare_number_time:
        return None
    for profile in reading.profiles:
        is_clock = profile.filled_share > 0.8 and all(_CLOCK.match(text) for text in profile.texts[:100])
        if is_clock and profile is not day and reading.fit(profile, "time") >= 0.5:
            return profile
    return None


def doubt_about_time(reading: Reading) -> Notice:
    """Say that no time was found, and how to give one."""
    for profile in reading.profiles:
        days = profile.integers
        if reading.fit(profile, "time") >= 0.5 and days and profile.integer_share > 0.9 and min(days) >= 1 and max(days) <= 31:
            return Notice(
                "%(column)s seems to hold only the day of a month (%(first)s to %(last)s). Say year and month.",
                column=profile.name,
                first=min(days),
                last=max(days),
                terminal=f"Write --time '{_year_in(reading)}-MM-{{{profile.name}}}'.",
            )
    return Notice(
        "No column holds a time. Say when it happened.", terminal="Write --time 2017-05-15 for all rows, or --time COLUMN."
    )


def _year_in(reading: Reading) -> str:
    """Return the year that the name of the file tells, to make an example of it."""
    found = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", reading.path.name)
    return found[0] if found else "YYYY"


def add_time(draft: Draft, reading: Reading) -> None:
    """Put the time into a draft, or the doubt."""
    if "time" in draft.top:
        return
    when = find_time(reading, without=tuple(draft.used))
    if when is None:
        draft.doubts.append(doubt_about_time(reading))
        draft.set("time", "{value: 2000-01-01}   # TODO: when did it happen?")
        return
    draft.used.update(when.columns)
    draft.set("time", when.yaml)
    draft.assumptions.append(Notice("%(columns)s: %(why)s", columns=when.columns or ("time",), why=when.why))
    if reading.hints.zone:
        draft.set("zone", reading.hints.zone)


def add_person(draft: Draft, reading: Reading, *, at_least: float = 0.5) -> None:
    """Put into a draft who it was."""
    parts: list[str] = []
    email = _by_value(reading, "email", lambda profile: profile.email_share > 0.6)
    if email:
        parts.append("email: " + draft.use(email.name, Notice("e-mail address of the person")))
    phone = reading.find("phone", where=lambda profile: profile.phone_share > 0.6)
    if phone and phone.name not in draft.used:
        parts.append("phone: " + draft.use(phone.name, Notice("telephone number of the person")))
    known = reading.find("person", where=_can_name_people, at_least=at_least, without=draft.used)
    if known:
        parts.append("external: " + draft.use(known.name, Notice("who it was, a name that only this source knows")))
    if not parts:
        cookie = reading.find("anonymous", where=lambda profile: not profile.is_category, without=draft.used)
        if cookie:
            parts.append("anonymous_id: " + draft.use(cookie.name, Notice("a device or address: groups visits, names nobody")))
    if not parts and reading.facts.header is False and (nameless := _nameless_person(reading, draft)):
        parts.append("external: " + draft.use(nameless.name, Notice("who it was, as far as a column without a name shows")))
    if parts:
        draft.set("person", f"{{{', '.join(parts)}}}")


def _nameless_person(reading: Reading, draft: Draft) -> Profile | None:
    """In a file without a header: the first column of numbers or codes that come again, as those of customers do."""
    for profile in reading.profiles:
        comes_again = 20 < profile.distinct <= 0.9 * profile.filled
        if profile.name not in draft.used and comes_again and _can_name_people(profile):
            return profile
    return None


def _by_value(reading: Reading, role: str, where: object) -> Profile | None:
    fitting = [profile for profile in reading.profiles if callable(where) and where(profile)]
    return max(fitting, key=lambda profile: reading.fit(profile, role), default=None)


def _can_name_people(profile: Profile) -> bool:
    is_measure = profile.number_share > 0.9 and profile.integer_share < 0.99
    return (
        not is_measure
        and profile.moments is None
        and not profile.is_prose
        and profile.distinct > 2
        and not profile.is_truth
        and profile.mean_length < 80
    )


def add_id(draft: Draft, reading: Reading) -> None:
    """Let a column be the identity of the rows that is called nothing but id, and is one as far as one can see."""
    if "id" in draft.top:
        return
    for profile in reading.profiles:
        if profile.is_unique and words_of(profile.name) in _ROW_IDS and not profile.is_prose:
            draft.set("id", draft.use(profile.name, Notice("identifies the row")))
            return


def add_language(draft: Draft, reading: Reading) -> None:
    language = reading.find("language", where=lambda profile: profile.language_share > 0.95, without=draft.used)
    if language:
        draft.set("language", f"{{column: {text_yaml(language.name)}}}")
        draft.use(language.name, Notice("language"))


def add_groups(draft: Draft, reading: Reading) -> None:
    """Put what is left and sorts rows into groups into dimensions; what says who a person is into traits."""
    has_person = "person" in draft.top
    for place, profile in enumerate(reading.profiles, start=1):
        if profile.name in draft.used or profile.moments is not None or not profile.filled:
            continue
        if any(other.name in draft.used and other.cells == profile.cells for other in reading.profiles):
            draft.used.add(profile.name)
            draft.assumptions.append(Notice("%(column)s: the same as another column, left out", column=profile.name))
            continue
        name = slug(words_of(profile.name)) or slug(profile.label) or f"column_{place}"
        if has_person and reading.fit(profile, "trait") >= 0.5 and len(draft.traits) < _MOST_TRAITS and not profile.is_prose:
            draft.traits[words_of(profile.name).replace(" ", "_") or profile.name] = draft.use(
                profile.name, Notice("says who the person is (trait)")
            )
        elif 2 <= len(profile.value_labels) <= _MOST_LABELS and profile.distinct <= len(profile.value_labels) + 3:
            draft.use(
                profile.name, Notice("sorts rows into %(count)s groups, named as in the file (dimension)", count=profile.distinct)
            )
            draft.dimensions[name] = _labelled(profile)
        elif profile.is_category and name and name not in draft.dimensions and len(draft.dimensions) < _MOST_DIMENSIONS:
            draft.dimensions[name] = draft.use(
                profile.name, Notice("sorts rows into %(count)s groups (dimension)", count=profile.distinct)
            )


def _labelled(profile: Profile) -> str:
    """Map the codes of a column to what they mean; codes that say that nobody answered are missing."""
    names = ", ".join(
        f"{text_yaml(code)}: {text_yaml(label[:100])}"
        for code, label in profile.value_labels.items()
        if code not in profile.refusals
    )
    missing = f", missing: [{', '.join(map(text_yaml, sorted(profile.refusals)))}]" if profile.refusals else ""
    return f"{{column: {text_yaml(profile.name)}{missing}, map: {{{names}}}}}"


def _example(profile: Profile) -> Notice:
    return Notice("for example %(text)s", text=profile.texts[0][:40]) if profile.texts else Notice("empty")
