"""What every field of a mapping means: the one list that the compiler, the messages and the reference read."""

from dataclasses import dataclass
from typing import Literal

Plain = Literal["column", "word"]
"""What a plain text means: the name of a column, or the word itself."""


@dataclass(frozen=True, slots=True)
class FieldMeaning:
    """A field of a mapping.

    Parameters
    ----------
    name : as written in the YAML.
    column : of `INTERACTION_SCHEMA`.
    plain : what a plain text means; a text with ``{braces}`` is a template everywhere.
    title : one line for the reference.
    longest : most characters of a value, where there is a limit.
    """

    name: str
    column: str
    plain: Plain
    title: str
    longest: int | None = None


_SHORT, _LABEL = 512, 1024

FIELDS: dict[str, FieldMeaning] = {
    meaning.name: meaning
    for meaning in (
        FieldMeaning("time", "occurred_at", "column", "when it happened"),
        FieldMeaning("kind", "kind", "word", "what happened; see the list of kinds", _SHORT),
        FieldMeaning(
            "channel", "channel", "word", "where it happened: web, app, email, chat, phone, social, review, survey, store…"
        ),
        FieldMeaning("direction", "direction", "word", "who began it: inbound (the person), outbound (the brand), internal"),
        FieldMeaning("touchpoint", "touchpoint", "word", "the place or activity: a page, a counter, a step of a process", _LABEL),
        FieldMeaning("survey", "survey_id", "word", "which survey was answered", _SHORT),
        FieldMeaning("question", "question_id", "word", "code of the question; without it, the column of the score", _SHORT),
        FieldMeaning(
            "metric", "metric", "word", "what the score measures: nps, csat, ces1, ces2, rating, or a name of your own", _SHORT
        ),
        FieldMeaning("currency", "currency", "word", "ISO 4217 code of the amount: EUR, USD"),
        FieldMeaning("language", "language", "word", "language of the text: en, pt-BR"),
        FieldMeaning("score", "score", "column", "the score, in the units of its scale"),
        FieldMeaning("text", "text", "column", "what the person said"),
        FieldMeaning("amount", "amount", "column", "money, read exactly and stored in the currency's smallest unit"),
        FieldMeaning("duration", "duration_s", "column", "how long it took: a number in `unit`, or HH:MM:SS"),
        FieldMeaning("weight", "weight", "column", "weight of the answer in weighted figures"),
        FieldMeaning("url", "url", "column", "address of the page"),
        FieldMeaning("product", "product", "column", "what was bought, reviewed or asked about", _LABEL),
        FieldMeaning("session", "session_id", "column", "which visit it belongs to", _SHORT),
        FieldMeaning("conversation", "conversation_id", "column", "which ticket or thread it belongs to", _SHORT),
        FieldMeaning("order", "order_id", "column", "which order it belongs to; rows that share one are its lines", _SHORT),
        FieldMeaning("subscription", "subscription_id", "column", "which contract it belongs to", _SHORT),
        FieldMeaning("response", "response_id", "column", "which questionnaire it belongs to", _SHORT),
        FieldMeaning("agent", "agent_id", "column", "who of the brand acted", _SHORT),
    )
}

FIELD_OF_COLUMN: dict[str, str] = {meaning.column: meaning.name for meaning in FIELDS.values()}

SCALES: dict[str, tuple[float, float]] = {"nps": (0, 10), "csat": (1, 5), "ces1": (1, 5), "ces2": (1, 7), "rating": (1, 5)}
"""The scale of each known metric, where a mapping does not say another."""
