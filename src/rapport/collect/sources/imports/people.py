"""How many people an import was about: only the store knows, once identities are resolved."""

import json

from rapport.core.commands import CommandContext
from rapport.core.errors import RapportError


def count_people(context: CommandContext, import_id: str) -> int | None:
    """Return how many distinct people the interactions of an import belong to; None where the store cannot be asked.

    All is stored by then, so an import does not fail for it.
    """
    if context.ask is None:
        return None
    try:
        answer = json.loads(context.ask(["person", "count", "--import", import_id, "--json"]))
    except RapportError:
        return None
    return int(answer["people"])
