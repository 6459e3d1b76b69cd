"""May 2017: a hundred answers to how likely people are to recommend, and some other questions."""

from rapport.understand.metrics.tests.golden.case import GoldenCase, Row
from rapport.understand.metrics.tests.streams import Happened, happened


def _answer(day: int, person: int, metric: str, score: float, **fields: object) -> Happened:
    scale = {"nps": (0.0, 10.0), "ces2": (1.0, 7.0)}.get(metric, (1.0, 5.0))
    said = {"metric": metric, "score": score, "scale_min": scale[0], "scale_max": scale[1]} | fields
    return happened("survey_answered", f"2017-05-{day:02} 12:00", person, **said)


_NPS = [
    *(_answer(1 + i % 10, i, "nps", 9.0 + i % 2, channel="web", dimensions={"country": "DE"}, weight=1.0) for i in range(50)),
    *(
        _answer(1 + i % 10, 50 + i, "nps", 7.0 + i % 2, channel="web", dimensions={"country": "FR"}, weight=1.0)
        for i in range(30)
    ),
    *(
        _answer(11 + i % 10, 80 + i, "nps", float(i % 7), channel="app", dimensions={"country": "FR"}, weight=2.0)
        for i in range(20)
    ),
]
_CSAT = [
    *(_answer(2, i, "csat", score, question_id="Q1") for i, score in enumerate([5, 5, 4, 4, 4, 3, 2, 1])),
    *(_answer(3, i, "csat", score, question_id="Q2", scale_max=3.0) for i, score in enumerate([3, 3, 2, 1])),
]
_EFFORT = [
    *(_answer(4, i, "ces1", score) for i, score in enumerate([1, 2, 2, 3])),
    *(_answer(4, i, "ces2", score) for i, score in enumerate([7, 6, 5, 4, 3])),
]
_REVIEWS = [
    happened("review_posted", "2017-06-01 08:00", 1, metric="rating", score=score, scale_min=1.0, scale_max=5.0)
    for score in (5.0, 5.0, 4.0, 1.0)
]
_RESPONSES = [
    happened("survey_answered", "2017-07-01 08:00", 1, text="Good.", response_id="r1"),
    happened("survey_answered", "2017-07-01 08:00", 1, text="Quick.", response_id="r1"),
    happened("survey_answered", "2017-07-02 08:00", 2, text="Bad.", response_id="r2"),
    happened("survey_answered", "2017-07-03 08:00", 3, text="No response id."),
]
STREAM = (*_NPS, *_CSAT, *_EFFORT, *_REVIEWS, *_RESPONSES)

CASES = (
    # Rocks (2016): 50/30/20 gives 30, adjusted Wald 14.05 to 44.20.
    GoldenCase("nps", "surveys", {}, (Row(30.0, 100, low=14.05, high=44.20),), unit="points"),
    # Detractors weigh 2: (50 - 40) / (50 + 30 + 40).
    GoldenCase("nps", "surveys", {"is_weighted": True}, (Row(100 * 10 / 120, 100),)),
    GoldenCase(
        "nps",
        "surveys",
        {"by": ["country"]},
        (Row(100.0, 50, {"country": "DE"}), Row(-40.0, 50, {"country": "FR"})),
    ),
    GoldenCase(
        "nps",
        "surveys",
        {"every": "week", "where": "channel = web"},
        (
            Row(100 * 35 / 56, 56, {"week": "2017-05-01"}),
            Row(100 * 15 / 24, 24, {"week": "2017-05-08"}),
        ),
    ),
    # Five of the eight answers on the scale of five, two of the four on the scale of three.
    GoldenCase("csat", "surveys", {}, (Row(7 / 12, 12),), unit="share"),
    GoldenCase("csat", "surveys", {"by": ["question"]}, (Row(5 / 8, 8, {"question": "Q1"}), Row(2 / 4, 4, {"question": "Q2"}))),
    GoldenCase("ces1", "surveys", {}, (Row(2.0, 4),), unit="score"),
    GoldenCase("ces2", "surveys", {}, (Row(3 / 5, 5, further={"mean": 5.0}),), unit="share"),
    GoldenCase("mean_rating", "surveys", {"first": "2017-06", "last": "2017-06"}, (Row(15 / 4, 4),), unit="score"),
    GoldenCase("mean_rating", "surveys", {"where": "question = Q1"}, (Row(28 / 8, 8),)),
    GoldenCase(
        "rating_distribution",
        "surveys",
        {"where": "kind = review_posted"},
        (Row(1 / 4, 4, {"score": 1}), Row(1 / 4, 4, {"score": 4}), Row(2 / 4, 4, {"score": 5})),
    ),
    GoldenCase("response_count", "surveys", {"first": "2017-07", "last": "2017-07"}, (Row(3.0, 3),), unit="count"),
)
