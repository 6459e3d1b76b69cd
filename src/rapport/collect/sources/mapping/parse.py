"""A mapping's text into the frozen document, or an error that names the line and says what to do."""

import difflib
import re
from dataclasses import dataclass, field

import msgspec

from rapport.collect.sources.mapping import document as structs
from rapport.collect.sources.mapping.document import Mapping
from rapport.collect.sources.mapping.spelling import did_you_mean
from rapport.collect.sources.mapping.yaml_text import Document, place_in, read_yaml
from rapport.core.errors import UserError
from rapport.core.notice import Notice, Quoted, about, together

_AT = re.compile(r"^(?P<problem>.*?) - at `(?P<path>[^`]+)`$", re.DOTALL)
_UNKNOWN = re.compile(r"Object contains unknown field `([^`]*)`")
_MISSING = re.compile(r"Object missing required field `([^`]*)`")
_TYPES = re.compile(r"Expected (`[^`]*`), got (`[^`]*`)")
_SHAPES = {
    "`array`": Notice("a list"),
    "`object`": Notice("`name: value` lines"),
    "`str`": Notice("text"),
    "`null`": Notice("nothing"),
}
_LIKELY_MEANT = {
    wrong: right
    for right, wrongs in {
        "conversation": "conversation_id ticket case thread",
        "order": "order_id invoice",
        "session": "session_id",
        "subscription": "subscription_id contract",
        "response": "response_id",
        "survey": "survey_id",
        "question": "question_id",
        "agent": "agent_id",
        "time": "date timestamp occurred_at",
        "text": "comment verbatim",
        "score": "rating",
        "amount": "price",
        "person": "people customer",
        "traits": "attributes",
        "when": "filter where",
        "interactions": "rules events",
        "duration": "duration_s",
        "language": "lang locale",
        "source": "name",
        "map": "rename values",
        "missing": "na null",
    }.items()
    for wrong in wrongs.split()
}
"""What people write who know another tool, or our own stored columns."""


@dataclass(frozen=True, slots=True)
class ParsedMapping:
    """A mapping, its text as written, and where in the text each place stands."""

    name: str
    text: str
    mapping: Mapping
    document: Document = field(repr=False)

    def error(self, path: str, problem: Notice) -> UserError:
        """Return the error for a place: ``survey.yaml, line 7: interactions[0].score: …``."""
        where = place_in(self.name, self.document.line_of(path))
        place = path.removeprefix("$").removeprefix(".")
        return UserError(about(where, about(place, problem) if place else problem))


def parse_mapping(text: str, *, name: str = "mapping") -> ParsedMapping:
    """Parse a mapping; raise UserError that names the line, the field and what to do."""
    document = read_yaml(text, name=name)
    data = document.data
    assert isinstance(data, dict)
    if "version" not in data:
        raise UserError(about(name, Notice("the first line of a mapping is `version: 1`.")))
    try:
        mapping = msgspec.convert(data, Mapping, strict=False)
    except msgspec.ValidationError as error:
        raise _explain(error, name, text, document) from error
    return ParsedMapping(name, text, mapping, document)


def _explain(error: msgspec.ValidationError, name: str, text: str, document: Document) -> UserError:
    match = _AT.match(str(error))
    problem, path = (match["problem"], match["path"]) if match else (str(error), "$")
    path = path.replace("[...]", "")
    blank = ParsedMapping(name, text, Mapping(version="1", source="-"), document)
    if unknown := _UNKNOWN.search(problem):
        field_name = unknown[1]
        no_field = Notice("there is no field %(name)s here.", name=Quoted(field_name))
        return blank.error(f"{path}.{field_name}", together(no_field, _suggest(field_name)))
    if missing := _MISSING.search(problem):
        return blank.error(
            path,
            Notice("the field %(quoted)s is missing. Add it: `%(name)s: …`.", quoted=Quoted(missing[1]), name=missing[1]),
        )
    if path == "$.version":
        return blank.error(path, Notice("this version of Rapport reads `version: 1`."))
    return blank.error(path, _said(problem))


def _suggest(name: str) -> Notice:
    close = difflib.get_close_matches(name, _ALL_FIELDS, n=1, cutoff=0.6)
    meant = _LIKELY_MEANT.get(name.lower()) or (close[0] if close else None)
    return did_you_mean(meant) if meant else Notice("docs/reference/mapping.md lists all fields.")


def _said(problem: str) -> Notice:
    """Say what the decoder says of a value."""
    if found := _TYPES.fullmatch(problem):
        return Notice("Expected %(wanted)s, got %(found)s.", wanted=_shape(found[1]), found=_shape(found[2]))
    for written, shape in _SHAPES.items():
        problem = problem.replace(written, shape)
    # Translators: what a program says in English; quote it.
    return Notice("%(message)s.", message=problem)


def _shape(name: str) -> str:
    return _SHAPES.get(name, name)


_ALL_FIELDS = sorted(
    {
        field_name
        for struct in vars(structs).values()
        if isinstance(struct, type) and issubclass(struct, msgspec.Struct)
        for field_name in getattr(struct, "__struct_encode_fields__", ())
    }
)
