"""The kinds that say something about a person rather than what the person did."""

from datetime import UTC, datetime

from rapport.core.channels import Channel, Direction
from rapport.core.interaction import Identifier, Interaction
from rapport.core.kinds import Kind

_WHEN = datetime(2026, 1, 31, 12, tzinfo=UTC)
_DANA = (Identifier(type="email", value="dana@example.com"),)

KINDS: tuple[Kind, ...] = (
    Kind(
        key="profile_updated",
        title="Profile",
        description="A source said who a person is: traits such as name, plan or country.",
        example=Interaction(
            source_id="example-profile",
            kind="profile_updated",
            occurred_at=_WHEN,
            identifiers=_DANA,
            traits={"name": "Dana", "plan": "pro"},
        ),
        channel=Channel.SYSTEM,
        direction=Direction.INTERNAL,
        required=("who",),
    ),
    Kind(
        key="consent_changed",
        title="Consent",
        description="A person gave or took back consent for a purpose.",
        example=Interaction(
            source_id="example-consent",
            kind="consent_changed",
            occurred_at=_WHEN,
            identifiers=_DANA,
            properties={"purpose": "marketing", "basis": "consent", "status": "given"},
        ),
        channel=Channel.SYSTEM,
        direction=Direction.INBOUND,
        required=("who", "properties"),
    ),
)
