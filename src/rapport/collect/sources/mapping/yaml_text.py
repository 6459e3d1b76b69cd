"""YAML text into plain data, all scalars as text, with the line of each place."""

from dataclasses import dataclass, field

import yaml

from rapport.core.errors import UserError
from rapport.core.notice import Notice, Quoted, about

_MOST_NODES = 50_000
_DEEPEST = 40


@dataclass(slots=True)
class Document:
    """Plain data and the line (from 1) of every path in it: ``$.interactions[0].score``."""

    data: object = None
    lines: dict[str, int] = field(default_factory=dict)

    def line_of(self, path: str) -> int | None:
        """Return the line of a path, or of the nearest place around it."""
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return None


def read_yaml(text: str, *, name: str) -> Document:
    """Read a document; raise UserError with the line where it is no YAML.

    Everything is text: ``no`` stays "no" and ``007`` stays "007", since these are codes of somebody's file.
    """
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = Notice(
            "this is not valid YAML: %(why)s. A text with a colon or a # belongs in quotes.",
            why=getattr(error, "problem", None) or str(error),
        )
        raise UserError(about(place_in(name, mark.line + 1 if mark else None), problem)) from error
    if not isinstance(root, yaml.MappingNode):
        raise UserError(
            Notice("%(name)s is not a mapping: it must begin with `version: 1` and hold `name: value` lines.", name=name)
        )
    document = Document()
    document.data = _Reader(name, document).read(root, "$")
    return document


def place_in(name: str, line: int | None) -> str:
    """Return the name of a mapping and the line in it."""
    return Notice("%(name)s, line %(line)s", name=name, line=str(line)) if line else name


class _Reader:
    def __init__(self, name: str, document: Document) -> None:
        self._name = name
        self._lines = document.lines
        self._nodes = 0

    def read(self, node: yaml.Node, path: str, depth: int = 0) -> object:
        self._nodes += 1
        if self._nodes > _MOST_NODES or depth > _DEEPEST:
            raise UserError(Notice("%(name)s is too large for a mapping.", name=self._name))
        self._lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.ScalarNode):
            is_empty = node.style in (None, "") and node.value in ("", "~", "null")
            return None if is_empty else node.value
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, f"{path}[{index}]", depth + 1) for index, item in enumerate(node.value)]
        return self._mapping(node, path, depth)

    def _mapping(self, node: yaml.Node, path: str, depth: int) -> dict[str, object]:
        data: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in data:
                twice = Notice("%(name)s is written twice. Keep one of the two.", name=Quoted(key))
                raise UserError(about(place_in(self._name, line), twice))
            self._lines[f"{path}.{key}"] = line
            data[key] = self.read(value_node, f"{path}.{key}", depth + 1)
        return data
