"""How rows are split into groups: by one breakdown, or by several in one statement, each by itself."""

from dataclasses import dataclass

Breakdown = tuple[str, ...]
"""Names by which rows are split together; none of them leaves the whole."""

SPLIT = "split"
"""The column that tells, where there are several breakdowns, to which one a row belongs."""


@dataclass(frozen=True, slots=True)
class Splits:
    """The breakdowns of a statement. Each of their names is a column `key_0`, `key_1`, …, in the order of `names`.

    Two of the same names, such as all by currency and revenue, which is never without it, are one grouping.
    A key outside of a row's breakdown says nothing: engines fill in NULL, which is a group too, or an empty text.
    """

    breakdowns: tuple[Breakdown, ...] = ((),)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for breakdown in self.breakdowns for name in breakdown))

    @property
    def are_several(self) -> bool:
        return len({self.mark(breakdown) for breakdown in self.breakdowns}) > 1

    def selected(self) -> dict[str, str]:
        """Return the column `SPLIT` of a query that is grouped by `group_by`; none where there is one breakdown."""
        keys = ", ".join(f"key_{i}" for i in range(len(self.names)))
        return {SPLIT: f"grouping({keys})"} if self.are_several else {}

    def group_by(self, *others: str) -> str:
        """Return the clause that groups by other columns, and the keys of each breakdown."""
        keys = dict.fromkeys(tuple(f"key_{i}" for i in sorted(self.places(breakdown))) for breakdown in self.breakdowns)
        sets = [", ".join([*others, *own]) for own in keys]
        if len(sets) > 1:
            return f"GROUP BY GROUPING SETS ({', '.join(f'({columns})' for columns in sets)})"
        return f"GROUP BY {sets[0]}" if sets[0] else ""

    def places(self, breakdown: Breakdown) -> list[int]:
        """Return where the keys of a breakdown stand among all."""
        names = self.names
        return [names.index(name) for name in breakdown]

    def mark(self, breakdown: Breakdown) -> int:
        """Return what `SPLIT` is in the rows of a breakdown: a bit for each key that is none of its own, the first highest."""
        inside, last = self.places(breakdown), len(self.names) - 1
        return sum(1 << (last - i) for i in range(last + 1) if i not in inside)


WHOLE = Splits()
"""Nothing is split."""
