"""Which rejected rows there are, by source, reason and file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rapport.spool.public import KeptReject


@dataclass(slots=True)
class RejectGroup:
    """Rejects of one source, reason and file, with one of their explanations."""

    source: str
    reason: str
    file: str
    rows: int
    first_row: int
    detail: str

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def group_rejects(rejects: Iterable[KeptReject]) -> list[RejectGroup]:
    """Count rejects, the most frequent group first."""
    groups: dict[tuple[str, str, str], RejectGroup] = {}
    for kept in rejects:
        reject = kept.reject
        key = (reject.source, reject.reason, reject.file)
        if key not in groups:
            groups[key] = RejectGroup(*key, rows=0, first_row=reject.row_number, detail=reject.detail)
        groups[key].rows += 1
    return sorted(groups.values(), key=lambda group: -group.rows)


def describe_groups(groups: list[RejectGroup]) -> Iterator[str]:
    """Yield the lines of the list."""
    if not groups:
        yield "No rejected rows."
        return
    for group in groups:
        where = f" in {group.file}, first in row {group.first_row}" if group.file else ""
        yield f"{group.rows:>9,}  {group.reason:<20} {group.source}{where}"
        yield f"{'':>11}{group.detail}"
    yield "`rapport rejects export --out FILE.csv` writes them to a file; `rapport rejects replay --map M` runs them again."
