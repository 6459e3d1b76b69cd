"""What the shop's till and warehouse write: orders, shipments, deliveries, refunds."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rapport.serve.demo import market, truth
from rapport.serve.demo.calendar import HOUR, Flags, Floats, Ints
from rapport.serve.demo.columns import Column, Part, numbered, only, picked, where
from rapport.serve.demo.people import People
from rapport.serve.demo.purchases import Checkouts

SHOP, WAREHOUSE = "shop", "warehouse"
_PRODUCTS = [product.name for product in market.PRODUCTS]
_CATEGORIES = [product.category for product in market.PRODUCTS]


class Orders:
    """The orders of the people of a block, as rows."""

    def __init__(self, people: People, orders: Checkouts, random: np.random.Generator) -> None:
        self._people = people
        self._orders = orders
        self._random = random
        self.ids = numbered(f"L{people.number}-", np.arange(len(orders.at)))
        self.shops = picked([None, *(shop.name for shop in market.SHOPS)], orders.shop + 1)
        self.carriers = picked([None, *(carrier.name for carrier in market.CARRIERS)], orders.carrier + 1)
        # In a shop four in five say who they are: most by a card, some by an address for the receipt.
        said = random.random(len(orders.at))
        in_shop = orders.shop >= 0
        second_email = people.has_second_email[orders.person] & (random.random(len(orders.at)) < 0.4)
        has_account = np.where(in_shop, said < 0.6, ~orders.is_guest)
        gave_email = ~in_shop | ((said >= 0.6) & (said < 0.8))
        self._who = {"user_id": only(has_account), "email": only(gave_email, second_email.astype(int))}

    def parts(self) -> Iterator[Part]:
        orders = self._orders
        yield self._lines(np.ones(len(orders.at), bool), orders.product, orders.amount)
        yield self._lines(orders.second_product >= 0, np.maximum(orders.second_product, 0), orders.second_amount)
        yield self._step(WAREHOUSE, "order_shipped", np.isfinite(orders.shipped_at), orders.shipped_at)
        delays = picked([f'{{"delay_days":{days}}}' for days in range(truth.LONGEST_DELAY_DAYS + 1)], orders.delay)
        took = np.where(np.isfinite(orders.delivered_at), orders.delivered_at - orders.at, 0)
        delivered = np.isfinite(orders.delivered_at)
        yield self._step(
            WAREHOUSE, "order_delivered", delivered, orders.delivered_at, properties=delays, duration_s=np.round(took)
        )
        called_off = orders.at + self._random.uniform(0.3, 5, len(orders.at)) * HOUR
        yield self._step(SHOP, "order_cancelled", orders.is_cancelled, called_off)
        partly = ~orders.is_cancelled & (self._random.random(len(orders.at)) < 0.2)
        refunded_at = np.where(orders.is_cancelled, called_off + HOUR, orders.refunded_at)
        amount = np.where(partly, orders.amount // 2, orders.amount)
        yield self._step(
            SHOP, "order_refunded", orders.is_returned | orders.is_cancelled, refunded_at, amount=amount, currency="EUR"
        )

    def _lines(self, flags: Flags, product: Ints, amount: Ints) -> Part:
        orders = self._orders
        channel = np.where(orders.shop >= 0, 2, orders.uses_app.astype(int))
        variant = picked([None, truth.EXPERIMENT.control, truth.EXPERIMENT.treatment], orders.variant + 1)
        columns = {
            "channel": picked(("web", "app", "store"), channel),
            "order_id": self.ids,
            "touchpoint": pc.coalesce(self.shops, pa.scalar("Web shop")),
            "product": picked(_PRODUCTS, product),
            "amount": amount,
            "currency": "EUR",
            "d_category": picked(_CATEGORIES, product),
            "d_shop": self.shops,
            "d_variant": variant,
            "d_voucher": where(orders.has_voucher, "yes"),
        }
        return Part(SHOP, "order_placed", orders.person, orders.at, self._who, columns).only(flags)

    def _step(self, source: str, kind: str, flags: Flags, at: Floats, **columns: Column) -> Part:
        shared = {
            "channel": "email" if source == SHOP else "mail",
            "order_id": self.ids,
            "product": picked(_PRODUCTS, self._orders.product),
            "d_category": picked(_CATEGORIES, self._orders.product),
            "d_carrier": self.carriers,
            "d_shop": self.shops,
        }
        who = self._who if source == SHOP else {"email": self._who["email"]}
        return Part(source, kind, self._orders.person, at, who, shared | columns).only(flags)
