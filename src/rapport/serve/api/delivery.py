"""Interactions that a program sends: framed, checked row by row, and in the spool before anybody is told so."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from rapport.core.clock import now
from rapport.record.digest.public import Refused, check_rows
from rapport.serve.api.endpoint import NDJSON
from rapport.serve.api.problems import Fault, Kind, Problem
from rapport.spool.public import NewBatch, Reject, Spool

MOST_ROWS = 20_000
_rows = msgspec.json.Decoder(list[msgspec.Raw])


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of a delivery; `batch` is None when nothing was accepted."""

    accepted: int
    refused: Sequence[Refused]
    batch: int | None
    import_id: str


def rows_of(body: bytes, content_type: str | None) -> list[bytes]:
    """Return the rows of a body: lines of NDJSON, or the items of a JSON array."""
    rows = [line for line in body.splitlines() if line.strip()] if content_type == NDJSON else _items_of(body)
    if not rows:
        raise _invalid("There are no interactions in the body. Send a JSON array of them, or one in each line as NDJSON.")
    if len(rows) > MOST_ROWS:
        raise _invalid(f"There are {len(rows):,} interactions in the body, and {MOST_ROWS:,} can be sent at once.")
    return rows


def _items_of(body: bytes) -> list[bytes]:
    try:
        if body.strip() and not body.lstrip().startswith(b"["):
            msgspec.json.decode(body)
            raise _invalid("The body is no JSON array of interactions. Put [ ] around a single one.")
        return [bytes(row) for row in _rows.decode(body)] if body.strip() else []
    except (msgspec.DecodeError, UnicodeError) as error:
        raise Problem(Kind.UNREADABLE, f"The body is not JSON: {error}.") from error


def _invalid(detail: str) -> Problem:
    return Problem(Kind.INVALID, detail, [Fault(detail, pointer="#")])


def deliver(rows: Sequence[bytes], spool: Spool, *, source: str, key_id: int) -> Delivered:
    """Check the rows and hand over what is good; what is refused is kept beside it, in the same transaction."""
    refused = check_rows(rows)
    import_id = f"api-{key_id}-{now():%Y%m%d}"
    rejects = tuple(Reject(import_id, source, "", "", 0, each.row, each.reason.value, each.detail) for each in refused)
    places = {each.place for each in refused}
    good = [row for place, row in enumerate(rows) if place not in places]
    if not good:
        spool.keep_rejects(rejects)
        return Delivered(0, refused, None, import_id)
    body = b"[" + b",".join(good) + b"]"
    [batch] = spool.append([NewBatch(import_id, source, "json", body, len(good), rejects)])
    return Delivered(len(good), refused, batch, import_id)
