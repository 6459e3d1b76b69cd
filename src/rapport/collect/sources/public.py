"""The door to the file sources: what other packages may use of them."""

from rapport.collect.sources.mapping.fields import FIELDS, FieldMeaning
from rapport.collect.sources.presets.catalogue import Preset, presets

__all__ = ["FIELDS", "FieldMeaning", "Preset", "presets"]
