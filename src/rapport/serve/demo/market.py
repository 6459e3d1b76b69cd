"""What the demo company is: where it sells, what, in which shops, who brings it, and who answers customers.

These numbers belong to the truth as those of `truth.py` do.
"""

from dataclasses import dataclass

NAME = "Lumen & Oak (simulated)"
SITE = "https://www.lumen-and-oak.example"


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
