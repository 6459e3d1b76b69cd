"""How many people an import was about: only the store knows, once identities are resolved."""

import json

from rapport.core.commands import CommandContext


def count_people(context: CommandContext, import_id: str) -> int | None:
    """Return how many distinct people the interactions of an import belong to; None where the store cannot be asked."""
    if context.ask is None:
        return None
    answer = json.loads(context.ask(["person", "count", "--import", import_id, "--json"]))
    return int(answer["people"])
