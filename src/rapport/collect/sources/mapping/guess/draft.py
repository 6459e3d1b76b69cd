"""A mapping in the making, and its YAML."""

import json
import re
import unicodedata
from dataclasses import dataclass, field

from rapport.core.notice import Notice

_PLAIN = re.compile(r"[^\W\d][\w .*/()+-]*\Z")
_NOT_PLAIN = frozenset({"null", "true", "false", "yes", "no", "on", "off", "~"})


@dataclass(slots=True)
class Draft:
    """What is being guessed.

    Parameters
    ----------
    shape : what the file seems to be, as in "It looks like …".
    confidence : from 0 to 1.
    top, rules, dimensions, traits : fields and their YAML, in order.
    used : columns that have a role.
    assumptions : what was decided and why, a sentence each.
    comments : lines for whoever opens the YAML.
    """

    shape: Notice
    confidence: float
    top: dict[str, str] = field(default_factory=dict)
    rules: list[dict[str, str]] = field(default_factory=list)
    dimensions: dict[str, str] = field(default_factory=dict)
    traits: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    assumptions: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    def use(self, column: str, why: Notice) -> str:
        """Give a column a role, and say why; return it as YAML."""
        self.used.add(column)
        self.assumptions.append(Notice("%(column)s: %(why)s", column=column, why=why))
        return column_yaml(column)

    def set(self, name: str, value: str) -> None:
        self.top[name] = value

    def as_yaml(self) -> str:
        """Return the text of the mapping."""
        lines = [f"# {comment}".rstrip() for comment in self.comments]
        lines += ["version: 1", *(f"{name}:{_own_lines(value)}" for name, value in self.top.items())]
        for name, values in (("dimensions", self.dimensions), ("traits", self.traits)):
            if values:
                lines += ["", f"{name}:", *(f"  {text_yaml(key)}: {value}" for key, value in values.items())]
        if self.rules:
            lines += ["", "interactions:"]
            for rule in self.rules:
                first, *others = (f"{name}: {value}" for name, value in rule.items())
                lines += [f"  - {first}", *(f"    {other}" for other in others)]
        return "\n".join(lines) + "\n"


def _own_lines(value: str) -> str:
    return value if value.startswith("\n") else f" {value}"


def text_yaml(text: str) -> str:
    """Write a text so that YAML reads it back unchanged."""
    is_plain = _PLAIN.match(text) and text == text.strip() and text.lower() not in _NOT_PLAIN and "  " not in text
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def column_yaml(name: str) -> str:
    """Write a reference to a column; names that could be read as templates take the long form."""
    return f"{{column: {text_yaml(name)}}}" if "{" in name or name.startswith("$") else text_yaml(name)


def name_in_expression(name: str) -> str:
    """Write a column's name for `when` and `expr`."""
    if re.fullmatch(r"[^\W\d]\w*", name) and name.lower() not in _WORDS_OF_EXPRESSIONS:
        return name
    return f"`{name}`" if "]" in name else f"[{name}]"


_WORDS_OF_EXPRESSIONS = frozenset({"and", "or", "not", "in", "is", "empty", "contains", "matches", "true", "false"})


def slug(name: str) -> str:
    """Make a name for a dimension: small letters, digits and _, beginning with a letter; empty where none are left."""
    unaccented = "".join(letter for letter in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(letter))
    plain = re.sub(r"[^a-z0-9]+", "_", unaccented).strip("_")
    return re.sub(r"^[^a-z]+", "", plain)[:60]
