"""The door to hiding personal data in what comes in."""

from rapport.record.masking import addresses
from rapport.record.masking.addresses import pseudonym, remove, replace_addresses, shorten
from rapport.record.masking.contents import CANDIDATES as MASK_CANDIDATES
from rapport.record.masking.contents import mask_text
from rapport.record.masking.json_values import change_texts

ADDRESS_CANDIDATES = addresses.CANDIDATES

__all__ = [
    "ADDRESS_CANDIDATES",
    "MASK_CANDIDATES",
    "change_texts",
    "mask_text",
    "pseudonym",
    "remove",
    "replace_addresses",
    "shorten",
]
