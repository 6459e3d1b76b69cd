"""How long people wait, and how long the work takes."""

from dataclasses import replace

from rapport.understand.metrics.measures.durations import Durations
from rapport.understand.metrics.metric import Better, Metric, Unit
from rapport.understand.metrics.populations.answers import AnsweredConversations
from rapport.understand.metrics.populations.conversations import SOLVED_AT, solved_conversations
from rapport.understand.metrics.populations.durations import Lasting
from rapport.understand.metrics.populations.handling import HANDLED

_COMPARED_BY = ("channel", "agent", "language")
_MEDIAN = "The median is the figure; p90 and mean stand beside it, since a few long waits pull the mean up."
_BUSINESS = "Only seconds within the workspace's business hours count, without its holidays."
_ANSWER = (
    "An answer is a message or an update by the brand; in sources where the brand never writes (a forum, a mailing list, a "
    "log), by somebody other than who began."
)

_UNTIL_ANSWERED = Lasting(AnsweredConversations(time="e.opened_at"), start="e.opened_at", end="e.answered_at")
_UNTIL_SOLVED = Lasting(solved_conversations(), start="e.opened_at", end=SOLVED_AT)

_FIRST_RESPONSE = Metric(
    key="first_response_time",
    title="First response time",
    unit=Unit.SECONDS,
    direction=Better.LOWER,
    definition="Median time from the first row of a conversation that a person began to the first answer, by when it began.",
    population=_UNTIL_ANSWERED,
    measure=Durations("d.seconds"),
    compared_by=_COMPARED_BY,
    caveats=(_ANSWER, "Conversations without an answer so far have no time and are left out.", _MEDIAN),
)
_RESOLUTION = Metric(
    key="resolution_time",
    title="Resolution time",
    unit=Unit.SECONDS,
    direction=Better.LOWER,
    definition="Median time from the first row of a conversation until it was last solved, by when it was solved.",
    population=_UNTIL_SOLVED,
    measure=Durations("d.seconds"),
    compared_by=_COMPARED_BY,
    caveats=("What is still open has no time and is left out: a growing backlog hides long ones.", _MEDIAN),
)


def _in_business_hours(metric: Metric, population: Lasting) -> Metric:
    return replace(
        metric,
        key=f"{metric.key}_business",
        title=f"{metric.title} in business hours",
        population=replace(population, is_business=True),
        compared_by=_COMPARED_BY,
        caveats=(*metric.caveats, _BUSINESS),
        in_changes=False,
    )


METRICS = (
    _FIRST_RESPONSE,
    _in_business_hours(_FIRST_RESPONSE, _UNTIL_ANSWERED),
    _RESOLUTION,
    _in_business_hours(_RESOLUTION, _UNTIL_SOLVED),
    Metric(
        key="handle_time",
        title="Handle time",
        unit=Unit.SECONDS,
        direction=Better.LOWER,
        definition="Median time that agents spent in the period on each conversation, and on each call outside of one.",
        population=HANDLED,
        measure=Durations("e.handle_s"),
        compared_by=_COMPARED_BY,
        caveats=("Only work whose duration the source records counts.", _MEDIAN),
    ),
)
