"""What happened, and how many people there are."""

from rapport.understand.metrics.measures.counts import Count
from rapport.understand.metrics.metric import Better, Metric, Suppression, Unit
from rapport.understand.metrics.populations.conditions import IS_ACTIVE
from rapport.understand.metrics.populations.entities import Entities
from rapport.understand.metrics.populations.identity import Entity
from rapport.understand.metrics.populations.returning import Returning
from rapport.understand.metrics.populations.rows import Rows

_ANONYMOUS = "Interactions of nobody known are left out, and a person with two unlinked identities counts twice."
_SIGN_OF_LIFE = "What the brand does (a message sent, an assignment) makes nobody active."

METRICS = (
    Metric(
        key="interactions",
        title="Interactions",
        unit=Unit.COUNT,
        direction=Better.NEITHER,
        definition="Everything that happened between people and the brand, over all channels, known people or not.",
        population=Rows("TRUE"),
        measure=Count(),
        caveats=("People bring interactions in bursts, so chance moves this count further than the interval says.",),
        suppression=Suppression.IN_GROUPS,
    ),
    Metric(
        key="active_people",
        title="Active people",
        unit=Unit.COUNT,
        direction=Better.HIGHER,
        definition="People who did something in the period, each counted once.",
        population=Rows(IS_ACTIVE),
        measure=Count("count(DISTINCT x.person_id)", of=Entity.PERSON),
        caveats=(_ANONYMOUS, _SIGN_OF_LIFE, "People of several groups or buckets stand in each, so rows must not be added."),
        suppression=Suppression.IN_GROUPS,
    ),
    Metric(
        key="new_people",
        title="New people",
        unit=Unit.COUNT,
        direction=Better.HIGHER,
        definition="People whose first interaction ever falls into the period.",
        population=Entities(IS_ACTIVE, "x.person_id", time="e.first_at", columns=(("first_at", "min(x.occurred_at)"),)),
        measure=Count(),
        caveats=(
            _ANONYMOUS,
            "Groups and filters look at the person's first interaction.",
            "Near the beginning of the data everyone is new.",
        ),
        suppression=Suppression.IN_GROUPS,
        needs_history=True,
    ),
    Metric(
        key="returning_people",
        title="Returning people",
        unit=Unit.COUNT,
        direction=Better.HIGHER,
        definition="People who did something in the period and were there before it began, each counted once.",
        population=Returning(IS_ACTIVE),
        measure=Count(),
        caveats=(_ANONYMOUS, _SIGN_OF_LIFE, "Over all data nobody returns: give --from, or --every for each bucket by itself."),
        suppression=Suppression.IN_GROUPS,
        needs_history=True,
    ),
)
