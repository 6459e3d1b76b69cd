"""The door to the digest."""

from rapport.record.digest.checking import Refused, check_rows
from rapport.record.digest.counters import StepCount
from rapport.record.digest.digest import Digest, digested_so_far
from rapport.record.digest.drop_reasons import DropReason

__all__ = ["Digest", "DropReason", "Refused", "StepCount", "check_rows", "digested_so_far"]
