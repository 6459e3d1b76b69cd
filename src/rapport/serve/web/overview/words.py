"""What people say: the latest comments by how they scored."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rapport.accounts.public import Workspace
from rapport.record.people.public import sketch_people
from rapport.record.store.public import Store
from rapport.understand.metrics.pages.cached import cached
from rapport.understand.metrics.pages.labels import channel_label
from rapport.understand.metrics.pages.links import page_path
from rapport.understand.metrics.pages.masking import mask
from rapport.understand.metrics.pages.view_filter import ViewFilter
from rapport.understand.metrics.public import Mood, Voice, latest_voices

SHOWN = 6
_TONES = {Mood.POSITIVE: "good", Mood.NEUTRAL: "", Mood.NEGATIVE: "bad"}


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as shown; without a name for those who may not see people."""

    voice: Voice
    text: str
    name: str
    tone: str
    facts: tuple[str, ...]
    person_href: str
    href: str


@dataclass(frozen=True, slots=True)
class MoodChoice:
    key: str
    label: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Comments:
    rows: tuple[Comment, ...]
    moods: tuple[MoodChoice, ...]


def gather_comments(
    workspace: Workspace, store: Store, view: ViewFilter, *, mood: str = "", may_see_people: bool, has_nps: bool
) -> Comments:
    """Return the latest comments; an unknown mood means any."""
    wanted = Mood(mood) if mood in tuple(Mood) else None
    question = view.question("interactions", is_compared=False)
    key = ("voices", workspace, question, wanted)
    voices = cached(store, key, lambda: latest_voices(workspace, store, question, mood=wanted, limit=SHOWN))
    people = sketch_people(workspace, store, sorted({voice.person_id for voice in voices if voice.person_id is not None}))
    rows = []
    for voice in voices:
        person = people.get(voice.person_id) if voice.person_id is not None else None
        own = [person.name, *(row.value for row in person.identifiers)] if person else []
        rows.append(
            Comment(
                voice=voice,
                text=voice.text if may_see_people else mask(voice.text, own),
                name=person.title if person and may_see_people else "",
                tone=_TONES[voice.mood],
                facts=tuple(filter(None, (channel_label(voice.channel) if voice.channel else "", voice.product))),
                person_href=page_path("person", workspace, person=person.id) if person and may_see_people else "",
                href=page_path("interaction", workspace, id=voice.interaction_id) if may_see_people else "",
            )
        )
    return Comments(tuple(rows), _moods(wanted, has_nps=has_nps))


def _moods(wanted: Mood | None, *, has_nps: bool) -> tuple[MoodChoice, ...]:
    labels = {Mood.POSITIVE: _("Positive"), Mood.NEUTRAL: _("Neutral"), Mood.NEGATIVE: _("Negative")}
    if has_nps:
        labels = {Mood.POSITIVE: _("Promoters"), Mood.NEUTRAL: _("Passives"), Mood.NEGATIVE: _("Detractors")}
    named = tuple(MoodChoice(mood.value, label, mood is wanted) for mood, label in labels.items())
    return (MoodChoice("", pgettext("comments", "All"), wanted is None), *named)
