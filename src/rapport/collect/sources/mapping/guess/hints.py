"""What a person says about a file before its mapping is guessed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hints:
    """Hints; None where nothing is said.

    Parameters
    ----------
    time : a column, a fixed day (``2017-05-15``) or a template (``2017-05-{DAY}``).
    kind : what a row is.
    source : namespace of the rows' identities.
    zone : IANA zone of times without offset.
    currency : ISO code of amounts.
    time_format : name of a format (``dmy``) or a pattern (``%d/%m/%Y``).
    """

    time: str | None = None
    kind: str | None = None
    source: str | None = None
    zone: str | None = None
    currency: str | None = None
    time_format: str | None = None
