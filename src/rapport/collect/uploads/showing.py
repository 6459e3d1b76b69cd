"""Previewed interactions as a page shows them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from rapport.accounts.public import minor_digits
from rapport.collect.sources.public import Preview
from rapport.core.kinds import KINDS
from rapport.ui.formatting.numbers import write_money, write_number

_NOT_LISTED = ("kind", "occurred_at", "source_id", "text", "score", "metric", "scale_min", "scale_max", "amount", "currency")


@dataclass(frozen=True, slots=True)
class Card:
    """An interaction that a row would become.

    Parameters
    ----------
    who : identifiers as people read them; empty = nobody known.
    facts : the other fields, name and value.
    """

    kind: str
    at: datetime
    who: tuple[str, ...]
    text: str
    score: str
    amount: str
    facts: tuple[tuple[str, str], ...]


def cards(preview: Preview) -> list[Card]:
    """Return the interactions of a preview."""
    return [_card(each) for each in preview.interactions]


def _card(said: dict[str, Any]) -> Card:  # Any: interactions as JSON has them
    shown = dict(said)
    who = tuple(f"{each['type']} {each['value']}" for each in shown.pop("identifiers", ()))
    groups = [shown.pop(name, {}) for name in ("dimensions", "traits", "properties")]
    facts = [(name, value) for name, value in shown.items() if name not in _NOT_LISTED]
    facts += [(name, value) for group in groups for name, value in group.items()]
    return Card(
        kind=_title(said["kind"]),
        at=datetime.fromisoformat(said["occurred_at"]),
        who=who,
        text=str(said.get("text", "")),
        score=_score(said),
        amount=_amount(said),
        facts=tuple((name, str(value)) for name, value in facts if value not in (None, "", {}, [])),
    )


def _title(key: str) -> str:
    title = KINDS[key].title if key in KINDS else key
    return gettext(title)


def _score(said: dict[str, Any]) -> str:
    if "score" not in said:
        return ""
    score = f"{said.get('metric', 'score')} {write_number(said['score'])}"
    if "scale_min" not in said or "scale_max" not in said:
        return score
    ends = {"low": write_number(said["scale_min"]), "high": write_number(said["scale_max"])}
    # Translators: a score and its scale, as in "nps 9 (0 to 10)".
    return gettext("%(score)s (%(low)s to %(high)s)") % {"score": score, **ends}


def _amount(said: dict[str, Any]) -> str:
    if "amount" not in said:
        return ""
    currency = said.get("currency", "")
    return write_money(said["amount"], currency, minor_digits=minor_digits(currency))
