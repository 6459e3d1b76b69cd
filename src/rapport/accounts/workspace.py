"""The workspace as other packages see it."""

from dataclasses import dataclass, field
from datetime import date, time

DEFAULT_SLUG = "default"
IP_ADDRESSES = ("keep", "shorten", "remove")
MASKS = ("cards", "emails", "ibans", "phones")


@dataclass(frozen=True, slots=True)
class BusinessInterval:
    """A stretch of working time in the workspace's zone, within one day.

    `weekday` counts from Monday = 0; `opens` is before `closes`. An interval up to midnight closes at `time.max`.
    """

    weekday: int
    opens: time
    closes: time


OFFICE_HOURS = tuple(BusinessInterval(weekday, time(9), time(17)) for weekday in range(5))


@dataclass(frozen=True, slots=True)
class Workspace:
    """One brand's data and settings, apart from all others.

    Parameters
    ----------
    slug : short name in commands and folders: lower-case letters, digits and hyphens.
    zone : IANA time zone in which days, weeks and business hours are counted.
    currency : ISO 4217 code in which amounts are reported.
    phone_region : ISO 3166 country of phone numbers written without a country code; empty = such numbers name nobody.
    margin : share of revenue that is profit, 0 to 1; None = not set.
    cost_per_contact, cost_per_hour : in the smallest unit of `currency`; None = not set.
    minimum_cell : figures on fewer people than this are suppressed.
    inactivity_days : without a contract, a customer counts as lost after so many days without a purchase.
    folds_plus : whether dana+shop@example.com and dana@example.com are one address.
    ip_addresses : what becomes of network addresses in what comes in: ``keep``, ``shorten`` or ``remove``.
    masks : what is hidden in texts that come in: some of `MASKS`.
    simulation : what made it up (JSON); empty where people are real.
    secret : 32 random bytes that key every hash of the workspace.
    """

    id: int
    slug: str
    name: str
    secret: bytes = field(repr=False)
    zone: str = "UTC"
    currency: str = "EUR"
    phone_region: str = ""
    margin: float | None = None
    cost_per_contact: int | None = None
    cost_per_hour: int | None = None
    business_hours: tuple[BusinessInterval, ...] = OFFICE_HOURS
    holidays: frozenset[date] = frozenset()
    minimum_cell: int = 5
    inactivity_days: int = 90
    folds_plus: bool = False
    ip_addresses: str = "keep"
    masks: frozenset[str] = frozenset()
    simulation: str = ""

    @property
    def is_simulated(self) -> bool:
        """Whether its people and everything they did are made up."""
        return bool(self.simulation)
