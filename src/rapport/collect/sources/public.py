"""The door to the file sources: what other packages may use of them."""

from rapport.collect.sources.imports.choosing import ChosenMapping, choose_mapping
from rapport.collect.sources.imports.listing import RejectGroup, group_rejects
from rapport.collect.sources.imports.preview import Preview, preview_file
from rapport.collect.sources.imports.rejects_file import write_rejects
from rapport.collect.sources.imports.replay import Replay, ReplayResult
from rapport.collect.sources.imports.request import ImportRequest
from rapport.collect.sources.mapping.fields import FIELDS, FieldMeaning
from rapport.collect.sources.mapping.guess.hints import Hints
from rapport.collect.sources.mapping.parse import ParsedMapping, parse_mapping
from rapport.collect.sources.presets.catalogue import Preset, presets

__all__ = [
    "FIELDS",
    "ChosenMapping",
    "FieldMeaning",
    "Hints",
    "ImportRequest",
    "ParsedMapping",
    "Preset",
    "Preview",
    "RejectGroup",
    "Replay",
    "ReplayResult",
    "choose_mapping",
    "group_rejects",
    "parse_mapping",
    "presets",
    "preview_file",
    "write_rejects",
]
