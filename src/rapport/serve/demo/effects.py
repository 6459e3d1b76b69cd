"""The effects that are in the stream, each with its true size and how to find it there."""

from dataclasses import dataclass

from rapport.serve.demo import truth


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that causes another, as the model has it; `how` says how to find it in the stream."""

    key: str
    cause: str
    outcome: str
    size: float
    unit: str
    how: str


EFFECTS = (
    Effect("delay_nps", "a day of delay", "answer on recommending (0–10)", truth.NPS_PER_DELAY_DAY, "points",
           "score of the answers to after-purchase on delay_days of order_delivered, by order_id; segments differ"),
    Effect("delay_contact", "a day of delay", "chance of a contact about the order", truth.CONTACT_PER_DELAY_DAY, "share",
           "conversations and calls per order by delay_days; without a delay it is 0.05"),
    Effect("delay_leaving", "a day of delay", "chance that it was the last order", truth.LEAVES_PER_DELAY_DAY, "share",
           "people without another order, by the delay of the last one"),
    Effect("delay_basket", "a day of delay", "amount of the next order", truth.BASKET_PER_DELAY_DAY, "share of the amount",
           "logarithm of the next order's amount on delay_days, within segments"),
    Effect("delay_cancelling", "a day of delay in this month and the last", "chance a month to cancel",
           truth.CANCELS_PER_DELAY_DAY, "share",
           "subscription_cancelled per subscription and month by delay; without a delay it is 0.035"),
    Effect("error_nps", "an error at the checkout", "answer on recommending", truth.NPS_PER_WEB_ERROR, "points",
           "answers of people whose visit shows Error shown"),
    Effect("error_contact", "an error at the checkout", "chance of a contact", truth.CONTACT_AFTER_WEB_ERROR, "share",
           "contacts with the touchpoint Web shop per Error shown"),
    Effect("waiting_csat", "a business hour until the first answer", "satisfaction (1–5)", truth.CSAT_PER_WAITED_HOUR, "points",
           "csat of after-support on business hours to the first message_sent, up to 12"),
    Effect("reopening_csat", "a conversation opened again", "satisfaction (1–5)", truth.CSAT_REOPENED, "points",
           "csat by conversation_reopened"),
    Effect("reopening_ces", "a conversation opened again", "ease (1–7)", truth.CES_REOPENED, "points",
           "ces2 of after-support by conversation_reopened"),
    Effect("portal_contacts", "the returns portal", "contacts about returns", truth.IMPROVEMENT.contacts - 1,
           "share of the contacts", "contacts with the touchpoint Returns per order_refunded, before and after"),
    Effect("portal_ces", "the returns portal", "ease of a return (1–7)", truth.IMPROVEMENT.ces, "points",
           "ces2 of after-return, before and after"),
    Effect("checkout", "the checkout on one page", "checkouts that end in an order", truth.EXPERIMENT.uplift, "share",
           "goal_reached per variant_assigned, by variant"),
    Effect("december", "December", "orders a day, compared with April", truth.SEASON[12], "times", "order_placed by month"),
    Effect("incident", "the standstill of the carrier", "days of delay of a parcel that was late", truth.INCIDENT.delay_days,
           "days", "delay_days of parcels by carrier and day; errors, contacts and answers follow"),
    Effect("answering", "a point more on recommending", "chance to answer at all", truth.ANSWERS_PER_POINT, "share",
           "cannot be seen in the stream: who did not answer left no score"),
)  # fmt: skip
