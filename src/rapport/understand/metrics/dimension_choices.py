"""By what a metric can be broken down in a store: names with at least two values."""

from dataclasses import dataclass

from rapport.record.store.public import Store
from rapport.understand.metrics.metric import Metric
from rapport.understand.metrics.names import DIMENSION_PREFIX, TEXTS, TRAIT_PREFIX

MOST_TRAIT_VALUES = 200
_WITHOUT_COLUMN = ("currency", "score", "weekday", "hour", "month")


@dataclass(frozen=True, slots=True)
class DimensionChoice:
    """A name to break down by. `values` is how many groups there are; None where that was not counted."""

    name: str
    values: int | None


@dataclass(frozen=True, slots=True)
class DimensionChoices:
    """The names by where they come from, the one that splits best first.

    Parameters
    ----------
    own : dimensions of the workspace's data.
    built_in : columns that every interaction has.
    traits : of people.
    """

    own: tuple[DimensionChoice, ...]
    built_in: tuple[DimensionChoice, ...]
    traits: tuple[DimensionChoice, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(choice.name for choice in (*self.own, *self.built_in, *self.traits))

    def best(self, metric: Metric) -> str | None:
        """Return what to break a metric down by when nobody said: what it is usually compared by, else any."""
        sizes = {choice.name: choice.values or 0 for choice in (*self.own, *self.built_in)}
        usual = [name for name in (*metric.compared_by, *(choice.name for choice in self.own)) if 2 <= sizes.get(name, 0) <= 30]
        return next(iter(usual or self.names), None)


def dimension_choices(metric: Metric, store: Store) -> DimensionChoices:
    """Look at the rows that a metric looks at."""
    columns = {name: f"x.{TEXTS[name]}" for name in TEXTS if name in metric.dimensions}
    own = {column.removeprefix(DIMENSION_PREFIX): f'x."{column}"' for column in store.dimensions()}
    counted = ", ".join(f"count(DISTINCT {sql})" for sql in (*own.values(), *columns.values()))
    sql = (
        f"-- rapport pages: by what can {metric.key} be broken down?\n"
        f"SELECT {counted} FROM interactions AS x WHERE {metric.population.looks_at}"
    )
    [found] = store.query(sql).rows
    sizes = dict(zip((*own, *columns), (int(str(size)) for size in found), strict=True))
    return DimensionChoices(
        own=_choices({name: sizes[name] for name in own}),
        built_in=(
            *_choices({name: sizes[name] for name in columns}),
            *(DimensionChoice(name, None) for name in _WITHOUT_COLUMN if name in metric.dimensions),
        ),
        traits=_traits(store),
    )


def _choices(sizes: dict[str, int]) -> tuple[DimensionChoice, ...]:
    return tuple(DimensionChoice(name, size) for name, size in sizes.items() if size > 1)


def _traits(store: Store) -> tuple[DimensionChoice, ...]:
    sql = (
        "-- rapport pages: which traits split people into groups?\n"
        "SELECT t.name, count(DISTINCT t.text_value) FROM traits AS t WHERE t.person_id IS NOT NULL GROUP BY 1 ORDER BY 1"
    )
    found = [(str(name), int(str(size))) for name, size in store.query(sql).rows]
    return tuple(DimensionChoice(TRAIT_PREFIX + name, size) for name, size in found if 1 < size <= MOST_TRAIT_VALUES)
