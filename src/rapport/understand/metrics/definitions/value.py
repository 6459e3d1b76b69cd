"""What customers are worth, and what they cost."""

from rapport.accounts.public import Workspace
from rapport.understand.metrics.measures.means import Mean
from rapport.understand.metrics.measures.shares import Share
from rapport.understand.metrics.measures.together import Together
from rapport.understand.metrics.metric import Better, Metric, Unit
from rapport.understand.metrics.populations.conditions import CONTACTS, IS_ACTIVE
from rapport.understand.metrics.populations.handling import HANDLED_S
from rapport.understand.metrics.populations.subscriptions import signed_price
from rapport.understand.metrics.populations.units import Units


def _margin(workspace: Workspace) -> float:
    return workspace.margin or 0.0


METRICS = (
    Metric(
        key="average_contract_value",
        title="Average contract value",
        unit=Unit.MONEY,
        direction=Better.HIGHER,
        definition="Mean yearly price of the contracts that were started or renewed in the period, in each currency.",
        population=Units(
            "x.kind IN ('subscription_started', 'subscription_renewed') AND x.subscription_id IS NOT NULL",
            ("x.subscription_id",),
            (("monthly", signed_price),),
        ),
        measure=Mean("12 * e.monthly"),
        caveats=(
            "Recurring prices only: no set-up fees, no usage.",
            "The property `interval` says what the price is for; without it, a month.",
        ),
        split_by=("currency",),
    ),
    Metric(
        key="clv_historic",
        title="Customer lifetime value, historic",
        unit=Unit.MONEY,
        direction=Better.HIGHER,
        definition="Mean margin that each customer's orders brought in the period, refunds taken off, in each currency.",
        population=Units(
            "x.kind IN ('order_placed', 'order_refunded') AND x.amount IS NOT NULL AND x.person_id IS NOT NULL",
            ("x.person_id",),
            (("amount", "sum(CASE WHEN x.kind = 'order_refunded' THEN -x.amount ELSE x.amount END)"),),
        ),
        measure=Mean("e.amount"),
        caveats=(
            "It says what was, not what will be, and is not discounted.",
            "The margin is one share for everything: the workspace's setting.",
            "Ask over all data for lifetime value; a period gives the value of that period.",
        ),
        split_by=("currency",),
        needs=("margin",),
        factor=_margin,
    ),
    Metric(
        key="contact_rate",
        title="Contact rate",
        unit=Unit.COUNT,
        direction=Better.LOWER,
        definition=(
            "Contacts (conversations, calls, single messages from people) per active person in the period; beside it the share "
            "of active people with any contact."
        ),
        population=Units(IS_ACTIVE, ("x.person_id",), (("contacts", CONTACTS),)),
        measure=Together(Mean("e.contacts"), (("share", Share("e.contacts > 0")),)),
        caveats=(
            "Contacts of nobody known are left out.",
            "Where only support is recorded, everyone active has been in contact: record orders or visits as well.",
        ),
        further_units=(("share", Unit.SHARE),),
    ),
    Metric(
        key="cost_to_serve",
        title="Cost to serve",
        unit=Unit.MONEY,
        direction=Better.LOWER,
        definition="Mean cost of contacts and of agents' time for each active person in the period.",
        population=Units(
            "x.person_id IS NOT NULL",
            ("x.person_id",),
            (
                ("signs", f"count(CASE WHEN {IS_ACTIVE} THEN 1 END)"),
                ("cost", f"({CONTACTS}) * $cost_per_contact + {HANDLED_S} * $cost_per_second"),
            ),
            where="e.signs > 0",
        ),
        measure=Mean("e.cost"),
        caveats=(
            "Costs are the workspace's cost_per_contact and cost_per_hour; what they leave out, the figure leaves out.",
            "Contacts of nobody known cost too, but belong to no person here.",
        ),
        needs=("cost_per_contact",),
    ),
)
