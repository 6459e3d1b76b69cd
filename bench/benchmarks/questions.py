"""Every question of the catalogue against the same question written by hand in SQL."""

import statistics

from bench.benchmark import Benchmark, Figure, Outcome
from bench.questions.catalogue import CatalogueQuestion, catalogue_questions, disagreements
from bench.scene import Scene, say
from bench.timing import medians, seconds
from rapport.record.store.public import Store

GOAL = 1.3


def measure(scene: Scene) -> Outcome:
    """Ask for each metric by month over two years."""
    with scene.store() as store:
        figures = [_figure(question, store, scene) for question in catalogue_questions()]
    ratios = [figure.ratio for figure in figures if figure.ratio is not None]
    middle = statistics.median(ratios)
    return Outcome(
        (
            Figure(f"All {len(ratios)} questions, median ratio", middle, "", goal=f"≤ {GOAL:g}", is_met=_judged(middle, scene)),
            *figures,
        ),
        scale=f"{scene.rows:,} rows, each metric by month over two years; answers are checked to be equal",
        limits=(
            "Both sides run on the same connection and the same file. Ours also makes intervals, holds back small groups and "
            "serves any zone, filter and breakdown from one definition; what it costs beyond the SQL is some milliseconds for "
            "each question, so short questions show higher ratios. From when to when there are data, and how they are written, "
            "it asks once until rows come: the hand-written SQL knows that."
        ),
    )


def _figure(question: CatalogueQuestion, store: Store, scene: Scene) -> Figure:
    say(question.metric)
    if question.sql is None:
        return Figure(question.metric, seconds(lambda: question.ask(store)), "s")
    if differences := disagreements(question.ask(store), question.ask_by_hand(store)):
        raise RuntimeError("; ".join(differences[:3]))
    taken = medians(
        {"ours": lambda: question.ask(store), "by hand": lambda: question.ask_by_hand(store)}, repeats=scene.repeats, warm_up=0
    )
    ratio = taken["ours"] / taken["by hand"]
    return Figure(
        question.metric,
        taken["ours"],
        "s",
        peer="SQL by hand",
        peer_value=taken["by hand"],
        ratio=ratio,
        goal=f"≤ {GOAL:g}",
        is_met=_judged(ratio, scene),
    )


def _judged(ratio: float, scene: Scene) -> bool | None:
    return ratio <= GOAL if scene.is_full_size else None


BENCHMARK = Benchmark(key="questions", title="Questions of the catalogue", run=measure)
