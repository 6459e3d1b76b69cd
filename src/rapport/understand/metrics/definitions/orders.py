"""Orders and what they bring."""

from rapport.understand.metrics.measures.counts import Count, Total
from rapport.understand.metrics.measures.means import Mean
from rapport.understand.metrics.measures.shares import Share, ShareOfCounts
from rapport.understand.metrics.metric import Better, Metric, Suppression, Unit
from rapport.understand.metrics.populations.conditions import ORDER_UNIT, ORDERS, orders_of
from rapport.understand.metrics.populations.identity import Entity
from rapport.understand.metrics.populations.rows import Rows
from rapport.understand.metrics.populations.units import Units

_COMPARED_BY = ("channel", "product")
_PLACED = "x.kind = 'order_placed'"
_MONEY = "x.kind IN ('order_placed', 'order_refunded') AND x.amount IS NOT NULL"
_CUSTOMERS = Units(f"{_PLACED} AND x.person_id IS NOT NULL", ("x.person_id",), (("orders", ORDERS),))
_LINES = "Rows that share an order number are lines of one order."
_KNOWN = "Orders of nobody known are left out."
_CANCELLED = "A cancelled order counts until its money is refunded."

METRICS = (
    Metric(
        key="orders",
        title="Orders",
        unit=Unit.COUNT,
        direction=Better.HIGHER,
        definition="Orders placed in the period.",
        population=Rows(_PLACED),
        measure=Count(ORDERS, of=Entity.ORDER),
        compared_by=_COMPARED_BY,
        caveats=(_LINES, "Cancelled and returned orders were placed too, and count."),
        suppression=Suppression.IN_GROUPS,
    ),
    Metric(
        key="revenue",
        title="Revenue",
        unit=Unit.MONEY,
        direction=Better.HIGHER,
        definition="What was paid for orders placed in the period, less what was refunded in the period, in each currency.",
        population=Units(
            _MONEY, ORDER_UNIT, (("amount", "sum(CASE WHEN x.kind = 'order_refunded' THEN -x.amount ELSE x.amount END)"),)
        ),
        measure=Total("e.amount"),
        compared_by=_COMPARED_BY,
        caveats=("Two currencies are never added.", "A refund counts on the day of the refund.", _CANCELLED),
        split_by=("currency",),
        suppression=Suppression.IN_GROUPS,
    ),
    Metric(
        key="average_transaction_size",
        title="Average transaction size",
        unit=Unit.MONEY,
        direction=Better.HIGHER,
        definition="Mean amount of the orders placed in the period, before refunds, in each currency.",
        population=Units(f"{_PLACED} AND x.amount IS NOT NULL", ORDER_UNIT, (("amount", "sum(x.amount)"),)),
        measure=Mean("e.amount"),
        compared_by=_COMPARED_BY,
        caveats=(_LINES, "A few large orders move the mean and widen its interval."),
        split_by=("currency",),
    ),
    Metric(
        key="orders_per_customer",
        title="Orders per customer",
        unit=Unit.COUNT,
        direction=Better.HIGHER,
        definition="Mean number of orders of the people who ordered at least once in the period.",
        population=_CUSTOMERS,
        measure=Mean("e.orders"),
        compared_by=_COMPARED_BY,
        caveats=(_LINES, _KNOWN, "Longer periods give higher figures: compare periods of the same length."),
    ),
    Metric(
        key="repeat_purchase_rate",
        title="Repeat purchase rate",
        unit=Unit.SHARE,
        direction=Better.HIGHER,
        definition="Share of the people who ordered in the period that ordered two or more times in it.",
        population=_CUSTOMERS,
        measure=Share("e.orders >= 2"),
        compared_by=_COMPARED_BY,
        caveats=(_LINES, _KNOWN, "Longer periods give higher figures: compare periods of the same length."),
    ),
    Metric(
        key="refund_rate",
        title="Refund rate",
        unit=Unit.SHARE,
        direction=Better.LOWER,
        definition="Orders of which money was refunded in the period, over orders placed in the period.",
        population=Rows("x.kind IN ('order_placed', 'order_refunded')"),
        measure=ShareOfCounts(
            successes=orders_of("order_refunded"), base=orders_of("order_placed"), of=Entity.ORDER, base_where=_PLACED
        ),
        compared_by=_COMPARED_BY,
        caveats=(
            "Refunds are often for orders of an earlier period: over short periods the figure lags behind.",
            "Several refunds of one order count once; a refund that names no order counts as one order.",
        ),
    ),
)
