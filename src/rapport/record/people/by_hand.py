"""What people of the brand write down about a person goes into the stream like everything else, under a source of its own."""

from typing import Any
from uuid import uuid4

from rapport.accounts.public import Workspace, current_actor
from rapport.core.clock import now
from rapport.core.errors import UserError
from rapport.core.interaction import Identifier, Interaction, TraitValue
from rapport.record.identity.public import living_person, surest_identifier
from rapport.spool.public import NewBatch, Spool

BY_HAND = "rapport"
"""The source of what was written down by hand here."""


def write_traits(workspace: Workspace, spool: Spool, person_id: int, traits: dict[str, TraitValue]) -> int:
    """Say traits of a person by hand; return the number of the batch. They hold once the spool is digested.

    Raises
    ------
    UserError : there is no such person, or no trait.
    """
    if not traits or not all(name.strip() for name in traits):
        raise UserError("Say which traits, each with a name and a value.")
    return say_by_hand(workspace, spool, person_id, kind="profile_updated", traits=traits, properties={"by": current_actor()})


# Any: fields of an interaction.
def say_by_hand(workspace: Workspace, spool: Spool, person_id: int, *, kind: str, **fields: Any) -> int:
    """Hand over an interaction of a person that happens now; return the number of its batch."""
    from rapport.core.batch import to_batch, write_batch

    row = surest_identifier(workspace, living_person(workspace, person_id))
    interaction = Interaction(
        source_id=f"{kind.partition('_')[0]}-{uuid4()}",
        kind=kind,
        occurred_at=now(),
        identifiers=(Identifier(type=row.type, value=row.value, namespace=row.namespace, verified=row.is_verified),),
        **fields,
    )
    body = write_batch(to_batch([interaction]))
    [batch] = spool.append([NewBatch(import_id="by-hand", source=BY_HAND, form="arrow", body=body, rows=1)])
    return batch
