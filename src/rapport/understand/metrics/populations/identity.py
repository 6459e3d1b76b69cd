"""What one of n is: a row of the stream, a person, a conversation."""

from dataclasses import dataclass
from enum import StrEnum


class Entity(StrEnum):
    """What a figure counts."""

    INTERACTION = "interaction"
    PERSON = "person"
    CONVERSATION = "conversation"
    ORDER = "order"
    CONTRACT = "contract"
    RESPONSE = "response"


ENTITY_COLUMNS = {
    Entity.INTERACTION: "id",
    Entity.PERSON: "person_id",
    Entity.CONVERSATION: "conversation_id",
    Entity.ORDER: "order_id",
    Entity.CONTRACT: "subscription_id",
    Entity.RESPONSE: "response_id",
}
"""The column of `interactions` that names each."""


@dataclass(frozen=True, slots=True)
class Identity:
    """How the rows of a relation are told apart, so that a figure can be traced back to them.

    Parameters
    ----------
    id : expression of what names the entity; NULL where nothing does.
    row : expression of the row's own id where the entity has no name; NULL elsewhere. Both together tell entities apart.
    at : expression of the time of the entity; None where it has none of its own.
    balance : of stocks: an expression that adds up to 1 while the entity is in the stock, and to 0 when it is not.
    """

    entity: Entity
    id: str
    row: str | None = None
    at: str | None = None
    balance: str | None = None


def entity_of(column: str) -> Entity:
    """Return what a column `x.column` of interactions names."""
    return {f"x.{name}": entity for entity, name in ENTITY_COLUMNS.items()}[column]
