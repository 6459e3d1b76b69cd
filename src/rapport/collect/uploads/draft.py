"""What an uploaded file would become: its mapping, its first rows as interactions, what is still to be said."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rapport.accounts.public import Workspace
from rapport.collect.sources.public import (
    ChosenMapping,
    Hints,
    ImportRequest,
    Preview,
    choose_mapping,
    parse_mapping,
    preview_file,
)
from rapport.collect.uploads.upload import Upload, file_of
from rapport.core.errors import UserError
from rapport.core.notice import Notice
from rapport.ui.saying import say, say_error

_SUGGESTED = re.compile(r"--(?P<hint>time|kind|time-format|zone|currency|source)\s+(?P<value>'[^']*'|[^\s,.]+)")
MONTH = "MM"
"""What a suggested time holds where only a person knows the month."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What keeps a guess from being trusted.

    Parameters
    ----------
    text : the doubt, and where on the page to settle it, in the reader's language.
    hint, suggestion : the hint that would settle it, and a value to begin with; "" where there is none.
    """

    text: str
    hint: str = ""
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What an upload would become; `error` tells why nothing can be shown, and then the rest is empty."""

    choice: ChosenMapping | None
    preview: Preview | None
    mapping: str
    doubts: tuple[Doubt, ...] = ()
    error: str = ""

    @property
    def can_start(self) -> bool:
        return self.preview is not None and not self.doubts and self.preview.found > 0

    @property
    def time_suggestion(self) -> str:
        return next((doubt.suggestion for doubt in self.doubts if doubt.hint == "time" and MONTH in doubt.suggestion), "")


def draft_of(workspace: Workspace, upload: Upload) -> Draft:
    """Return what the file would become under the mapping that was settled on, or under a guess with the hints given."""
    path = file_of(workspace.slug, upload)
    try:
        choice = _choose(workspace, upload)
    except UserError as error:
        return Draft(None, None, upload.mapping, error=say_error(error))
    doubts = tuple(_doubt(text) for text in choice.doubts)
    try:
        preview = preview_file(path, choice, zone=workspace.zone)
    except UserError as error:
        # Where a guess leaves doubts, they say better what is missing than its mapping failing does.
        return Draft(choice, None, choice.parsed.text, doubts, error="" if doubts else say_error(error))
    return Draft(choice, preview, choice.parsed.text, doubts)


def _choose(workspace: Workspace, upload: Upload) -> ChosenMapping:
    if upload.mapping:
        return ChosenMapping(parse_mapping(upload.mapping, name=Notice("the mapping")), "given", "mapping")
    hints = Hints(**{name: value for name, value in upload.hints.items() if value})
    request = ImportRequest((), preset=upload.preset or None, hints=hints)
    return choose_mapping(file_of(workspace.slug, upload), request, currency=workspace.currency)


def _doubt(text: str) -> Doubt:
    found = _SUGGESTED.search(text)
    if not found:
        return Doubt(say(text))
    hint, suggestion = found["hint"].replace("-", "_"), found["value"].strip("'")
    return Doubt(" ".join(filter(None, (say(text), _where_to_settle(hint, suggestion)))), hint, suggestion)


def _where_to_settle(hint: str, suggestion: str) -> str:
    """Name the field of the form that takes the hint."""
    if hint == "kind":
        return _("Choose it under “What a row is”.")
    if hint == "time":
        return _("Fill in “Year and month”.") if MONTH in suggestion else _("Fill in “When it happened”.")
    return ""
