"""The door to the digest."""

from rapport.record.digest.counters import StepCount
from rapport.record.digest.digest import Digest
from rapport.record.digest.drop_reasons import DropReason

__all__ = ["Digest", "DropReason", "StepCount"]
