"""The truth about the demo company: what it is, who its customers are, and what causes what, by how much.

Everything that happens to Lumen & Oak is drawn from these numbers and from nothing else, so whatever an analysis finds in
its stream can be held against them. Days count from the beginning of the two years. Means of scores are exact: a score is
drawn so that its mean is what the causes say, within the ends of the scale.
"""

from dataclasses import dataclass

NAME = "Lumen & Oak (simulated)"
SITE = "https://www.lumen-and-oak.example"
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


@dataclass(frozen=True, slots=True)
class Country:
    """A market. `tone` is added to every answer: people use scales differently."""

    code: str
    share: float
    language: str
    zone: str
    dial: str
    tone: float
    cities: tuple[str, ...]


COUNTRIES = (
    Country("LT", 0.20, "lt", "Europe/Vilnius", "+3702", 0.0, ("Vilnius", "Kaunas", "Klaipėda", "Šiauliai")),
    Country("DE", 0.28, "de", "Europe/Berlin", "+4910", -0.2, ("Berlin", "Hamburg", "München", "Köln", "Leipzig")),
    Country("ES", 0.14, "es", "Europe/Madrid", "+343", 0.1, ("Madrid", "Valencia", "Sevilla", "Bilbao")),
    Country("GB", 0.14, "en", "Europe/London", "+446", 0.0, ("London", "Leeds", "Bristol", "Glasgow")),
    Country("TW", 0.12, "zh-Hant", "Asia/Taipei", "+8861", 0.0, ("台北", "台中", "高雄", "台南")),
    Country("TH", 0.12, "th", "Asia/Bangkok", "+6610", 0.3, ("กรุงเทพฯ", "เชียงใหม่", "ขอนแก่น", "ภูเก็ต")),
)
"""`dial` leads into ranges that no operator has been given, so no number belongs to anybody."""
ENGLISH_ELSEWHERE = 0.07
"""Share of people outside Britain who write in English."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """Brings parcels. `late` is the chance that a parcel comes after the promised day."""

    name: str
    country: str
    share: float
    late: float
    promised_days: int


CARRIERS = (
    Carrier("Amber Parcel", "LT", 1.0, 0.09, 2),
    Carrier("Rhein Kurier", "DE", 0.7, 0.10, 3),
    Carrier("Eulenpost", "DE", 0.3, 0.15, 3),
    Carrier("Sol Envíos", "ES", 1.0, 0.16, 4),
    Carrier("Thames Couriers", "GB", 1.0, 0.13, 4),
    Carrier("Jade Parcel", "TW", 1.0, 0.10, 5),
    Carrier("Siam Swift", "TH", 1.0, 0.12, 5),
)
DELAY_GOES_ON = 0.5
"""A late parcel is a day late, and with this chance one more, and so on."""
LONGEST_DELAY_DAYS = 10


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop; `quality` is added to answers of people who bought there."""

    name: str
    country: str
    share: float
    quality: float


SHOPS = (
    Shop("Vilnius, Pilies 12", "LT", 0.6, 0.3),
    Shop("Kaunas, Laisvės 40", "LT", 0.4, -0.1),
    Shop("Berlin, Kastanienallee 7", "DE", 0.6, 0.0),
    Shop("Hamburg, Schanze 3", "DE", 0.4, -0.8),
    Shop("Madrid, Malasaña 9", "ES", 1.0, 0.2),
    Shop("London, Columbia Road 21", "GB", 1.0, 0.1),
    Shop("台北永康店", "TW", 1.0, 0.4),
    Shop("สยาม กรุงเทพฯ", "TH", 1.0, 0.2),
)


@dataclass(frozen=True, slots=True)
class Product:
    """Something to buy. `price` is in cents; `quality` is added to answers; `returned` is the chance of a return."""

    name: str
    category: str
    price: int
    share: float
    quality: float = 0.0
    returned: float = 0.06


PRODUCTS = (
    Product("Fjord floor lamp", "Lamps", 12900, 0.06, -1.2, 0.24),
    Product("Luma reading lamp", "Lamps", 5900, 0.08, 0.1),
    Product("Amber pendant", "Lamps", 8900, 0.05),
    Product("Dusk table lamp", "Lamps", 4900, 0.06),
    Product("Oak side table", "Furniture", 14900, 0.05, 0.4),
    Product("Birch desk", "Furniture", 28900, 0.02, 0.0, 0.10),
    Product("Trio stool", "Furniture", 6900, 0.04),
    Product("Moss armchair", "Furniture", 34900, 0.02, -0.3, 0.12),
    Product("Linen throw", "Textiles", 4500, 0.06, 0.2),
    Product("Wool cushion", "Textiles", 2900, 0.06),
    Product("Dawn curtains", "Textiles", 7900, 0.03, 0.0, 0.14),
    Product("Stoneware cups", "Kitchen", 2400, 0.07),
    Product("Hand grinder", "Kitchen", 3900, 0.05, 0.2),
    Product("Moka pot", "Kitchen", 3400, 0.05),
    Product("Pour-over set", "Kitchen", 4200, 0.04),
    Product("House blend 1 kg", "Coffee", 1990, 0.10, 0.1, 0.01),
    Product("Ethiopia 250 g", "Coffee", 1090, 0.08, 0.3, 0.01),
    Product("Decaf 500 g", "Coffee", 1390, 0.04, 0.0, 0.01),
    Product("Office blend 3 kg", "Coffee", 5490, 0.04, 0.0, 0.01),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A coffee subscription, by the month."""

    name: str
    price: int
    share: float


PLANS = (Plan("Morning", 1490, 0.50), Plan("Daily", 2490, 0.38), Plan("Office", 7900, 0.12))


@dataclass(frozen=True, slots=True)
class Agent:
    """Answers customers. `speed` is a factor on the time they wait; `kindness` is added to their satisfaction."""

    name: str
    languages: tuple[str, ...]
    speed: float
    kindness: float


AGENTS = (
    Agent("Rasa", ("lt", "en"), 0.7, 0.20),
    Agent("Tomas", ("lt", "en"), 1.3, 0.00),
    Agent("Ieva", ("lt",), 1.0, 0.10),
    Agent("Jonas", ("de", "en"), 0.8, 0.10),
    Agent("Klara", ("de",), 1.0, 0.15),
    Agent("Uwe", ("de",), 1.9, -0.30),
    Agent("Lena", ("de", "en"), 0.9, 0.00),
    Agent("Carmen", ("es", "en"), 0.8, 0.15),
    Agent("Íñigo", ("es",), 1.2, 0.00),
    Agent("Amelia", ("en",), 0.9, 0.10),
    Agent("Wei-ting", ("zh-Hant", "en"), 0.8, 0.20),
    Agent("Chia-hao", ("zh-Hant",), 1.2, -0.05),
    Agent("Somchai", ("th", "en"), 1.0, 0.10),
    Agent("Malee", ("th",), 0.8, 0.20),
)

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
    Effect("delay_nps", "a day of delay", "answer on recommending (0–10)", NPS_PER_DELAY_DAY, "points",
           "score of the answers to after-purchase on delay_days of order_delivered, by order_id; segments differ"),
    Effect("delay_contact", "a day of delay", "chance of a contact about the order", CONTACT_PER_DELAY_DAY, "share",
           "conversations and calls per order by delay_days; without a delay it is 0.05"),
    Effect("delay_leaving", "a day of delay", "chance that it was the last order", LEAVES_PER_DELAY_DAY, "share",
           "people without another order, by the delay of the last one"),
    Effect("delay_basket", "a day of delay", "amount of the next order", BASKET_PER_DELAY_DAY, "share of the amount",
           "logarithm of the next order's amount on delay_days, within segments"),
    Effect("delay_cancelling", "a day of delay in this month and the last", "chance a month to cancel", CANCELS_PER_DELAY_DAY,
           "share", "subscription_cancelled per subscription and month by delay; without a delay it is 0.035"),
    Effect("error_nps", "an error at the checkout", "answer on recommending", NPS_PER_WEB_ERROR, "points",
           "answers of people whose visit shows Error shown"),
    Effect("error_contact", "an error at the checkout", "chance of a contact", CONTACT_AFTER_WEB_ERROR, "share",
           "contacts with the touchpoint Web shop per Error shown"),
    Effect("waiting_csat", "a business hour until the first answer", "satisfaction (1–5)", CSAT_PER_WAITED_HOUR, "points",
           "csat of after-support on business hours to the first message_sent, up to 12"),
    Effect("reopening_csat", "a conversation opened again", "satisfaction (1–5)", CSAT_REOPENED, "points",
           "csat by conversation_reopened"),
    Effect("reopening_ces", "a conversation opened again", "ease (1–7)", CES_REOPENED, "points",
           "ces2 of after-support by conversation_reopened"),
    Effect("portal_contacts", "the returns portal", "contacts about returns", IMPROVEMENT.contacts - 1, "share of the contacts",
           "contacts with the touchpoint Returns per order_refunded, before and after"),
    Effect("portal_ces", "the returns portal", "ease of a return (1–7)", IMPROVEMENT.ces, "points",
           "ces2 of after-return, before and after"),
    Effect("checkout", "the checkout on one page", "checkouts that end in an order", EXPERIMENT.uplift, "share",
           "goal_reached per variant_assigned, by variant"),
    Effect("december", "December", "orders a day, compared with April", SEASON[12], "times", "order_placed by month"),
    Effect("incident", "the standstill of the carrier", "days of delay of a parcel that was late", INCIDENT.delay_days, "days",
           "delay_days of parcels by carrier and day; errors, contacts and answers follow"),
    Effect("answering", "a point more on recommending", "chance to answer at all", ANSWERS_PER_POINT, "share",
           "cannot be seen in the stream: who did not answer left no score"),
)  # fmt: skip
