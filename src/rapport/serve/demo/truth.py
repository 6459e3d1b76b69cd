"""The truth about the demo company: who its customers are, and what causes what, by how much.

Everything that happens to Lumen & Oak is drawn from these numbers and those of `market.py`, and from nothing else, so
whatever an analysis finds in its stream can be held against them. Days count from the beginning of the two years. Means of
scores are exact: a score is drawn so that its mean is what the causes say, within the ends of the scale.
"""

from dataclasses import dataclass

DAYS = 731
"""How long the stream lasts. It ends at the moment that is asked for."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A kind of customer: its share of people, and how its people behave while they are customers."""

    key: str
    share: float
    orders_a_year: float
    visits_a_year: float
    nps: float
    """Mean answer, 0 to 10, of somebody whose order came in time."""
    leaves_per_order: float
    """Chance that an order that came in time was the last one."""
    in_shop: float
    """Share of orders in a shop, where the country has one."""
    basket: float
    """Factor on amounts."""
    subscribes: float
    discount: float
    """Share of orders with a voucher."""


SEGMENTS = (
    Segment("regulars", 0.20, 5.0, 9.0, 8.9, 0.020, 0.35, 1.10, 0.38, 0.10),
    Segment("bargain hunters", 0.22, 2.3, 6.5, 7.9, 0.060, 0.20, 0.75, 0.06, 0.65),
    Segment("newcomers", 0.22, 3.0, 8.0, 8.4, 0.080, 0.25, 0.95, 0.14, 0.30),
    Segment("businesses", 0.07, 7.0, 8.0, 8.3, 0.025, 0.10, 2.60, 0.45, 0.05),
    Segment("at risk", 0.15, 1.7, 4.0, 7.1, 0.150, 0.25, 0.90, 0.05, 0.20),
    Segment("visitors", 0.14, 0.0, 3.5, 0.0, 0.000, 0.00, 0.00, 0.00, 0.00),
)
"""Visitors look and never buy; nobody learns who they are. Newcomers came in the last eight months."""
NEWCOMERS_SINCE_DAYS = 240
VOUCHER = 0.15
"""What a voucher takes off, as a share."""


DELAY_GOES_ON = 0.5
"""A late parcel is a day late, and with this chance one more, and so on."""
LONGEST_DELAY_DAYS = 10


# What a day of delay does.
NPS_PER_DELAY_DAY = -0.8
CONTACT_PER_ORDER, CONTACT_PER_DELAY_DAY = 0.05, 0.09
LEAVES_PER_DELAY_DAY = 0.02
BASKET_PER_DELAY_DAY = -0.03
"""On the amount of the next order, as a share."""
CANCELS_A_MONTH, CANCELS_PER_DELAY_DAY = 0.035, 0.012
"""Chance a month that a subscription is cancelled; and more for each day of delay in this month and the last."""

# What else moves an answer.
NPS_PER_WEB_ERROR = -0.9
PERSONAL_SPREAD = 0.7
"""Standard deviation of what a person adds to all own answers."""
ANSWERS_AS_IF = 6.0
"""How much answers of one mean differ: those of a beta-binomial with this precision."""

# Service.
CSAT_BASE, CSAT_PER_WAITED_HOUR, CSAT_WAIT_CAP_HOURS, CSAT_REOPENED = 4.45, -0.09, 12.0, -0.7
"""Waiting is counted in business hours until the first answer."""
CES_BASE, CES_REOPENED = 5.4, -1.2
REOPENS = 0.09
EMAIL_WAIT_HOURS, CHAT_WAIT_HOURS = 3.0, 0.05
"""Median time to the first answer in business hours, times the agent's speed."""
GENERAL_QUESTIONS_A_YEAR = 0.30
CONTACT_AFTER_WEB_ERROR = 0.15
BILLING_CONTACT_PER_RENEWAL = 0.012
CONTACT_WEEKDAYS = (1.45, 1.15, 1.05, 1.0, 1.0, 0.75, 0.60)
"""Monday first: how much more readily people get in touch on a day."""

# The web shop.
WEB_ERROR, WEB_ERROR_IN_INCIDENT = 0.04, 0.80
"""Chance of an error at a checkout; and at each look at a parcel that is stuck in the incident."""
CONVERSION = 0.66
"""Share of checkouts that end in an order, before the experiment was rolled out."""

CANCELLED = 0.02
"""Share of web orders that are called off before they leave the warehouse."""

# One season.
SEASON = {1: 0.80, 2: 0.85, 3: 0.95, 4: 1.0, 5: 1.0, 6: 0.95, 7: 0.85, 8: 0.9, 9: 1.0, 10: 1.05, 11: 1.3, 12: 1.9}
"""How often people order in a month, compared with April."""
ORDER_WEEKDAYS = (0.95, 0.92, 0.93, 0.97, 1.0, 1.13, 1.10)


@dataclass(frozen=True, slots=True)
class Incident:
    """A carrier's sorting centre stood still: parcels handed over in these days came late."""

    starts_before_end_days: int = 24
    days: int = 9
    country: str = "DE"
    carrier: str = "Rhein Kurier"
    late: float = 0.92
    delay_days: float = 4.5
    """Mean delay of the parcels that were late."""
    waits_longer: float = 2.2
    """Factor on waiting for an answer in German while it lasted."""


@dataclass(frozen=True, slots=True)
class Improvement:
    """A returns portal: fewer people have to ask, and returns became easier."""

    day: int = 365
    contacts: float = 0.7
    """Factor on the chance that somebody who returns something gets in touch."""
    ces: float = 0.9
    """Added to answers (1 to 7) about returns."""
    used: float = 0.8
    """Share of returns that begin in the portal."""


@dataclass(frozen=True, slots=True)
class Experiment:
    """A checkout on one page, shown to half of the people, rolled out afterwards."""

    key: str = "checkout"
    control: str = "three_pages"
    treatment: str = "one_page"
    day: int = 540
    days: int = 84
    uplift: float = 0.06
    """Added to the conversion of checkouts."""


@dataclass(frozen=True, slots=True)
class Release:
    """A version of the web shop; a bad one has a factor on errors for some days."""

    day: int
    text: str
    errors: float = 1.0
    days: int = 0


INCIDENT = Incident()
IMPROVEMENT = Improvement()
EXPERIMENT = Experiment()
RELEASES = (
    Release(210, "Web shop 4.0: new product pages", errors=4.0, days=6),
    Release(EXPERIMENT.day + EXPERIMENT.days, "Web shop 4.3: one-page checkout for everybody"),
)
CONTACT_PER_RETURN = 0.5

# Who answers.
ANSWERS, ANSWERS_PER_POINT, ANSWERS_AROUND = 0.34, 0.012, 8.0
"""Share of the asked who answer the question on recommending; a little more where the score is higher."""
SERVICE_ANSWERS = 0.38
RETURN_ANSWERS = 0.45
COMMENTS = 0.55

# Who is who.
FAMILY_DEVICE = 0.03
"""Share of people who share a tablet with one other person."""
SECOND_EMAIL = 0.04
HAS_PHONE_IN_PROFILE = 0.65
HAS_CRM_RECORD = 0.35
LOGGED_IN = 0.35
"""Share of visits, after signing up, in which somebody logs in."""
BUYS_AS_GUEST = 0.10
