"""The door to uploads."""

from rapport.collect.uploads.actions import again, discard, settle, start, stop, take_in
from rapport.collect.uploads.draft import Draft, draft_of
from rapport.collect.uploads.queries import NoUploadError, PastImport, find_import, find_upload, open_uploads, past_imports
from rapport.collect.uploads.reasons import reason_name
from rapport.collect.uploads.upload import Upload

__all__ = [
    "Draft",
    "NoUploadError",
    "PastImport",
    "Upload",
    "again",
    "discard",
    "draft_of",
    "find_import",
    "find_upload",
    "open_uploads",
    "past_imports",
    "reason_name",
    "settle",
    "start",
    "stop",
    "take_in",
]
