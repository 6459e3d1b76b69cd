"""An interaction as understood: its fields in plain words."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.record.store.public import StoredInteraction
from rapport.serve.web.stream.shown import Amount, score_label
from rapport.understand.metrics.pages.labels import name_label, value_label

_LABELS: dict[str, str | Promise] = {
    "kind": _("Kind"),
    "occurred_at": _("When it happened"),
    "received_at": _("When it came in"),
    "channel": _("Channel"),
    "direction": _("Direction"),
    "touchpoint": _("Touchpoint"),
    "product": _("Product"),
    "url": _("Address"),
    "session_id": _("Visit"),
    "conversation_id": _("Conversation"),
    "order_id": _("Order"),
    "subscription_id": _("Contract"),
    "survey_id": _("Survey"),
    "question_id": _("Question"),
    "response_id": _("Response"),
    "metric": _("Score type"),
    "score": _("Score"),
    "scale_min": _("Lowest score"),
    "scale_max": _("Highest score"),
    "weight": _("Survey weight"),
    "agent_id": _("Agent"),
    "amount": _("Amount"),
    "duration_s": _("Duration"),
    "language": _("Language"),
}
_THREADS = {"session_id": "session", "conversation_id": "conversation", "order_id": "order"}
_CODED = ("kind", "channel", "direction")


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of an interaction.

    Parameters
    ----------
    shape : text, moment, money, duration or number.
    thread : the parameter of a timeline that shows what shares the value; empty for most.
    """

    label: str
    shape: str
    value: str | float | datetime | Amount
    thread: str = ""


def facts_of(row: StoredInteraction, amount: Amount | None) -> list[Fact]:
    """Return the fields that say something, then the dimensions."""
    return [*_fields(row, amount), *(Fact(name_label(name), "text", value) for name, value in sorted(row.dimensions.items()))]


def _fields(row: StoredInteraction, amount: Amount | None) -> Iterator[Fact]:
    for name, label in _LABELS.items():
        value = getattr(row, name)
        if value is None:
            continue
        if name in _CODED:
            yield Fact(str(label), "text", value_label(name, value))
        elif name == "metric":
            yield Fact(str(label), "text", score_label(value))
        elif isinstance(value, datetime):
            yield Fact(str(label), "moment", value)
        elif name == "amount":
            if amount:
                yield Fact(str(label), "money", amount)
        elif name == "duration_s":
            yield Fact(str(label), "duration", value)
        elif isinstance(value, float):
            yield Fact(str(label), "number", value)
        else:
            yield Fact(str(label), "text", str(value), thread=_THREADS.get(name, ""))


def pretty_properties(row: StoredInteraction) -> str:
    """Return the properties as the source sent them, written to be read."""
    if not row.properties:
        return ""
    return json.dumps(json.loads(row.properties), ensure_ascii=False, indent=2)
