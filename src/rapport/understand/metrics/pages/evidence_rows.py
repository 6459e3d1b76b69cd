"""The rows of an evidence page, with all that is said about them looked up at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.accounts.public import Workspace, from_minor
from rapport.record.people.public import PersonSketch, sketch_people
from rapport.record.store.public import Store
from rapport.ui.formatting.numbers import write_number
from rapport.understand.metrics.evidence.behind import EvidenceOf
from rapport.understand.metrics.evidence.details import Details, details_of
from rapport.understand.metrics.evidence.evidence import PAGE, Evidence
from rapport.understand.metrics.metric import Metric, Unit
from rapport.understand.metrics.pages.labels import channel_label, kind_label
from rapport.understand.metrics.pages.links import page_path
from rapport.understand.metrics.pages.masking import mask
from rapport.understand.metrics.pages.writing import write_value
from rapport.understand.metrics.populations.identity import Entity

VERBATIMS = "verbatims"
ENTITY_OF_TAB = {"people": Entity.PERSON, "conversations": Entity.CONVERSATION, "orders": Entity.ORDER}


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One of what is counted, or of what stands behind it.

    Parameters
    ----------
    title : the person's name, the words, or the entity's id.
    name : of the person, empty for those who may not see people.
    facts : short texts: channel, product, how many messages.
    value : what it brings to the figure.
    """

    entity: Entity
    title: str
    name: str
    at: datetime | None
    text: str
    language: str
    facts: tuple[str, ...]
    value: str
    is_hit: bool | None
    score: float | None
    scale_max: float | None
    tone: str
    person_href: str
    href: str


@dataclass(frozen=True, slots=True)
class RowGatherer:
    """Turns ids into rows of the page, with everything looked up at once."""

    workspace: Workspace
    store: Store
    metric: Metric
    currency: str
    offset: int
    behind: EvidenceOf
    may_see_people: bool

    def counted(self, entity: Entity, found: Sequence[Evidence]) -> tuple[EvidenceRow, ...]:
        named = [each.id for each in found if each.id]
        details = dict(details_of(self.store, entity, named, until=self.behind.until))
        unnamed = [each.interaction_id for each in found if not each.id and each.interaction_id]
        details |= details_of(self.store, Entity.INTERACTION, unnamed, until=None)
        people = self._people(entity, details)
        rows = []
        for each in found:
            detail = details.get(each.id or str(each.interaction_id))
            row = self._row(entity, each.id or "", detail, people)
            rows.append(replace(row, at=each.at or row.at, value=self._value(each), is_hit=self._is_hit(each)))
        return tuple(rows)

    def tab(self, tab: str) -> tuple[EvidenceRow, ...]:
        entity = ENTITY_OF_TAB.get(tab, Entity.INTERACTION)
        if tab == VERBATIMS:
            ids = self.behind.verbatims(limit=PAGE, offset=self.offset)
        else:
            ids = tuple(each.id for each in self.behind.entities(entity, limit=PAGE, offset=self.offset))
        details = details_of(self.store, entity, ids, until=self.behind.until)
        people = self._people(entity, details)
        return tuple(self._row(entity, each, details.get(each), people) for each in ids)

    def _people(self, entity: Entity, details: Mapping[str, Details]) -> Mapping[int, PersonSketch]:
        numbers = {each.person_id for each in details.values() if each.person_id is not None}
        return sketch_people(self.workspace, self.store, sorted(numbers))

    def _row(self, entity: Entity, name: str, details: Details | None, people: Mapping[int, PersonSketch]) -> EvidenceRow:
        if details is None:
            return EvidenceRow(entity, name, "", None, "", "", (), "", None, None, None, "", "", "")
        person = people.get(details.person_id) if details.person_id is not None else None
        # What a person once said about something else would only mislead here.
        text = details.text or "" if entity is not Entity.PERSON else ""
        if not self.may_see_people:
            names = [person.name, *(row.value for row in person.identifiers)] if person else []
            text = mask(text, names)
        shown_person = person.title if person and self.may_see_people else ""
        return EvidenceRow(
            entity=entity,
            title=self._title(entity, name, shown_person, details),
            name=shown_person,
            at=details.last_at if entity is Entity.PERSON else details.first_at,
            text=text,
            language=details.language or "",
            facts=tuple(self._facts(entity, details)),
            value="",
            is_hit=None,
            score=details.score if entity in (Entity.INTERACTION, Entity.RESPONSE) else None,
            scale_max=details.scale_max,
            tone=_tone(details),
            person_href=self._person_href(details.person_id) if person and self.may_see_people else "",
            href=self._href(entity, details) if self.may_see_people else "",
        )

    def _title(self, entity: Entity, name: str, person: str, details: Details) -> str:
        if entity is Entity.PERSON:
            return person or _("Somebody")
        if entity in (Entity.ORDER, Entity.CONVERSATION, Entity.CONTRACT) and name:
            return name
        return person or kind_label(details.kind)

    def _facts(self, entity: Entity, details: Details) -> Iterator[str]:
        if entity is Entity.INTERACTION and details.score is None:
            yield kind_label(details.kind)
        if details.channel and entity is not Entity.PERSON:
            yield channel_label(details.channel)
        if details.product and entity is not Entity.PERSON:
            yield details.product
        if details.touchpoint and entity is Entity.INTERACTION:
            yield details.touchpoint
        if details.amount and entity is Entity.ORDER:
            currency = details.currency or self.workspace.currency
            yield write_value(float(from_minor(details.amount, currency)), currency)
        if entity in (Entity.PERSON, Entity.CONVERSATION, Entity.CONTRACT):
            yield ngettext("%(n)s interaction", "%(n)s interactions", details.rows) % {"n": write_number(details.rows)}

    def _person_href(self, person: int | None) -> str:
        return page_path("person", self.workspace, person=person) if person is not None else ""

    def _href(self, entity: Entity, details: Details) -> str:
        if entity is Entity.PERSON:
            return self._person_href(details.person_id)
        return page_path("interaction", self.workspace, id=details.interaction_id)

    def _value(self, each: Evidence) -> str:
        metric = self.metric
        if each.value is None or metric.measure.counted().is_share:
            return ""
        if metric.unit is Unit.POINTS:
            return write_number(each.value)
        unit = metric.unit.value
        if metric.unit is Unit.MONEY:
            unit = self.currency
        return write_value(each.value, unit)

    def _is_hit(self, each: Evidence) -> bool | None:
        is_share = self.metric.measure.counted().is_share
        return each.value == 1 if is_share and each.value is not None else None


def _tone(details: Details) -> str:
    """How a score reads, as a colour that is never alone: the score stands beside it."""
    if details.score is None or details.metric != "nps":
        return ""
    return "good" if details.score >= 9 else "" if details.score >= 7 else "bad"
