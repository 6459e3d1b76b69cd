"""The kinds of interaction."""

import json
from collections.abc import Iterator

import msgspec

from reference.markdown import block, code, codes, table


def kinds() -> Iterator[str]:
    from rapport.core.kinds import KINDS

    yield "# Kinds of interaction\n"
    yield "A kind says what happened. Where a mapping gives no channel or direction, those named here hold.\n"
    rows = ((code(k.key), k.description, _needs(k.required), str(k.channel), str(k.direction)) for k in KINDS.values())
    yield from table(("kind", "what happened", "needs", "channel", "direction"), rows)
    yield "## Examples\n"
    for kind in KINDS.values():
        yield f"### {kind.title} (`{kind.key}`)\n"
        yield block(json.dumps(msgspec.to_builtins(kind.example), indent=2, ensure_ascii=False), "json")
        yield f"After an erasure these stay: {codes(sorted(kind.erase.keep))}.\n"


def _needs(required: tuple[str | tuple[str, ...], ...]) -> str:
    from rapport.collect.sources.mapping.fields import FIELD_OF_COLUMN

    def called(column: str) -> str:
        return {"who": "a person", "identifiers": "a person"}.get(column) or FIELD_OF_COLUMN.get(column, column)

    return ", ".join(called(each) if isinstance(each, str) else " or ".join(map(called, each)) for each in required)
