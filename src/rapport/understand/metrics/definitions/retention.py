"""Who stays, counted from identities."""

from collections.abc import Sequence

from rapport.core.notice import Notice
from rapport.understand.metrics.measures.means import Ratio
from rapport.understand.metrics.measures.shares import Share
from rapport.understand.metrics.measures.together import Together
from rapport.understand.metrics.metric import Better, Metric, Unit
from rapport.understand.metrics.populations.conditions import IS_ACTIVE
from rapport.understand.metrics.populations.staying import Staying
from rapport.understand.metrics.populations.subscriptions import ContractTerms, StayingContracts
from rapport.understand.metrics.sums import SumRow

_ACTIVE = (
    "Active at a moment is who did something within the inactivity window before it: the workspace's inactivity_days (90), "
    "or --window."
)
_PURCHASES = "Anything a person does is a sign of life; for purchases only: --where 'kind = order_placed'."
_REACH = "The data must reach the end of the period: who did nothing by then is counted as lost."
_IDENTITIES = "Counted person by person: (customers at the end − new ones) / customers at the start would be wrong."
_CONTRACT = "A contract runs from subscription_started until subscription_ended, or until a cancellation that nothing followed."
_MONTHLY = "Prices are per month; those of a year, quarter, week or day are converted by the property `interval`."


def _warn_of_start(rows: Sequence[SumRow]) -> Sequence[str]:
    """Say what to ask instead when the period begins with the data, where nobody can be there yet."""
    if any(row.sums["n"] for row in rows):
        return ()
    return (Notice("Nobody was there when the period began. Choose when it begins, or ask for each month by itself."),)


METRICS = (
    Metric(
        key="retention_rate",
        title="Retention rate (people, without a contract)",
        unit=Unit.SHARE,
        direction=Better.HIGHER,
        definition="Share of the people active at the start of the period that are active at its end.",
        population=Staying(IS_ACTIVE),
        measure=Share("e.is_kept = 1"),
        warn=_warn_of_start,
        caveats=(_ACTIVE, _PURCHASES, _REACH, _IDENTITIES),
    ),
    Metric(
        key="churn_rate",
        title="Churn rate (people, without a contract)",
        unit=Unit.SHARE,
        direction=Better.LOWER,
        definition="Share of the people active at the start of the period that are no longer active at its end: logo churn.",
        population=Staying(IS_ACTIVE),
        measure=Share("e.is_kept = 0"),
        warn=_warn_of_start,
        caveats=(_ACTIVE, _PURCHASES, _REACH, _IDENTITIES),
        in_changes=False,
    ),
    Metric(
        key="subscription_retention",
        title="Subscription retention (contracts)",
        unit=Unit.SHARE,
        direction=Better.HIGHER,
        definition="Share of the contracts that ran at the start of the period that still run at its end: logo retention.",
        population=StayingContracts(),
        measure=Share("e.is_kept = 1"),
        warn=_warn_of_start,
        caveats=(_CONTRACT,),
    ),
    Metric(
        key="subscription_churn",
        title="Subscription churn (contracts)",
        unit=Unit.SHARE,
        direction=Better.LOWER,
        definition="Share of the contracts that ran at the start of the period that are over at its end: logo churn.",
        population=StayingContracts(),
        measure=Share("e.is_kept = 0"),
        warn=_warn_of_start,
        caveats=(_CONTRACT,),
        in_changes=False,
    ),
    Metric(
        key="revenue_retention",
        title="Revenue retention (contracts, gross)",
        unit=Unit.SHARE,
        direction=Better.HIGHER,
        definition=(
            "Recurring revenue at the end of the period from the contracts that ran at its start, each at most its price then, "
            "over their revenue at the start; net, with price rises, stands beside it."
        ),
        population=StayingContracts(has_prices=True),
        measure=Together(
            Ratio(y="least(e.end_price, e.start_price)", x="e.start_price"), (("net", Ratio(y="e.end_price", x="e.start_price")),)
        ),
        warn=_warn_of_start,
        caveats=(_CONTRACT, _MONTHLY, "Net can be above 100 %."),
        split_by=("currency",),
    ),
    Metric(
        key="revenue_churn",
        title="Revenue churn (contracts, gross)",
        unit=Unit.SHARE,
        direction=Better.LOWER,
        definition=(
            "Recurring revenue lost by the end of the period, to endings and lower prices, of the contracts that ran at its "
            "start, over their revenue at the start."
        ),
        population=StayingContracts(has_prices=True),
        measure=Ratio(y="e.start_price - least(e.end_price, e.start_price)", x="e.start_price"),
        warn=_warn_of_start,
        caveats=(_CONTRACT, _MONTHLY),
        split_by=("currency",),
        in_changes=False,
    ),
    Metric(
        key="renewal_rate",
        title="Renewal rate",
        unit=Unit.SHARE,
        direction=Better.HIGHER,
        definition="Renewals in the period over renewals and endings in the period.",
        population=ContractTerms(),
        measure=Share("e.place = 1"),
        caveats=(_CONTRACT, "A contract that is renewed each month counts with each renewal."),
    ),
)
