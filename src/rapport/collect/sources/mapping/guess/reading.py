"""What was read of a file before its mapping is guessed, and which column has which role."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from rapport.collect.sources.files.rows import FileFacts
from rapport.collect.sources.mapping.guess.hints import Hints
from rapport.collect.sources.mapping.guess.names import name_score
from rapport.collect.sources.mapping.guess.profiles import Profile

SURE = 0.5


@dataclass(slots=True)
class Reading:
    """The profile of every column, and what the person said."""

    path: Path
    facts: FileFacts
    hints: Hints
    profiles: list[Profile]
    rows: int
    _taken: set[str] = field(default_factory=set)

    def names(self) -> list[str]:
        return [profile.name for profile in self.profiles]

    def find(
        self,
        role: str,
        *,
        where: Callable[[Profile], bool] | None = None,
        at_least: float = SURE,
        without: Iterable[str] = (),
    ) -> Profile | None:
        """Return the column whose name fits a role best, among those whose values pass `where`."""
        left_out = set(without)
        fitting = [
            (self.fit(profile, role), -place, profile)
            for place, profile in enumerate(self.profiles)
            if profile.filled and profile.name not in left_out and (where is None or where(profile))
        ]
        score, _, best = max(fitting, key=lambda each: each[:2], default=(0.0, 0, None))
        return best if score >= at_least else None

    def fit(self, profile: Profile, role: str) -> float:
        """Return how well a column's name, or what it is called for people, fits a role."""
        return max(name_score(profile.name, role), 0.9 * name_score(profile.label, role) if profile.label else 0.0)

    def find_all(self, role: str, *, where: Callable[[Profile], bool] | None = None, at_least: float = SURE) -> list[Profile]:
        """Return every column whose name fits a role, in file order."""
        return [
            profile
            for profile in self.profiles
            if profile.filled and self.fit(profile, role) >= at_least and (where is None or where(profile))
        ]
