"""The same questions on ClickHouse's engine, which serves those who outgrow one machine."""

import math
import statistics

from bench.benchmark import Benchmark, Figure, Outcome
from bench.questions.catalogue import CatalogueQuestion, catalogue_questions, values_of
from bench.scene import Scene, say
from bench.timing import medians
from rapport.record.store.public import Store


def measure(scene: Scene) -> Outcome:
    """Ask each question of the catalogue of both engines, in one process."""
    with scene.store() as duckdb, scene.store(engine="chdb") as chdb:
        figures = [_figure(question, duckdb, chdb, scene) for question in catalogue_questions()]
    ratios = [figure.ratio for figure in figures if figure.ratio is not None]
    return Outcome(
        (Figure(f"All {len(ratios)} questions, median ratio", statistics.median(ratios), ""), *figures),
        scale=f"{scene.rows:,} rows, each metric by month over two years; answers are checked to be equal",
        limits=(
            "chdb is ClickHouse in this process: no network, one machine. What it is there for, sharding by person over "
            "several machines, is not measured here."
        ),
    )


def _figure(question: CatalogueQuestion, duckdb: Store, chdb: Store, scene: Scene) -> Figure:
    say(f"{question.metric} on both engines")
    _check(question, duckdb, chdb)
    taken = medians(
        {"duckdb": lambda: question.ask(duckdb), "chdb": lambda: question.ask(chdb)}, repeats=scene.repeats, warm_up=0
    )
    return Figure(
        f"{question.metric} on ClickHouse",
        taken["chdb"],
        "s",
        peer="DuckDB",
        peer_value=taken["duckdb"],
        ratio=taken["chdb"] / taken["duckdb"],
    )


def _check(question: CatalogueQuestion, duckdb: Store, chdb: Store) -> None:
    """Raise RuntimeError when the engines disagree."""
    here, there = values_of(question.ask(duckdb)), values_of(question.ask(chdb))
    for key in here.keys() | there.keys():
        if not math.isclose(here.get(key, math.nan), there.get(key, math.nan), rel_tol=1e-9, abs_tol=1e-9):
            raise RuntimeError(f"{question.metric} {key}: {here.get(key)} on DuckDB, {there.get(key)} on ClickHouse.")


BENCHMARK = Benchmark(key="clickhouse", title="Questions on ClickHouse's engine", run=measure)
