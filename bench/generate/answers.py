"""Answers to surveys, and public reviews: how likely people are to recommend, how satisfied they are, how hard it was."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bench.generate.columns import Part, numbered, only_where, picked, some_people, some_times, timestamps
from bench.generate.people import countries, emails, plans
from bench.generate.plan import SECONDS, Chunk
from bench.generate.words import VERBATIMS


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its share of all answers, and in percent how often each point of its scale is chosen."""

    metric: str
    share: float
    lowest: int
    percents: tuple[int, ...]
    kind: str = "survey_answered"
    survey: str | None = "after-purchase"

    @property
    def highest(self) -> int:
        return self.lowest + len(self.percents) - 1

    def draw(self, chunk: Chunk, random: np.random.Generator, n: int) -> npt.NDArray[np.int64]:
        """Draw scores; over time they grow a little higher."""
        scores = self.lowest + random.choice(len(self.percents), n, p=np.array(self.percents) / 100)
        rises = random.random(n) < 0.2 * chunk.begins_s / SECONDS
        return np.minimum(scores + rises, self.highest).astype(np.int64)


QUESTIONS = (
    Asked("nps", 0.50, 0, (2, 1, 1, 2, 2, 5, 6, 12, 21, 22, 26), survey="relationship"),
    Asked("csat", 0.30, 1, (4, 6, 15, 40, 35)),
    Asked("ces1", 0.05, 1, (20, 35, 25, 15, 5)),
    Asked("ces2", 0.10, 1, (3, 5, 7, 15, 25, 25, 20)),
    Asked("rating", 0.05, 1, (18, 5, 7, 15, 55), kind="review_posted", survey=None),
)


def answers(chunk: Chunk, random: np.random.Generator, n: int) -> Part:
    """Return `n` answers; one in three has a comment."""
    which = random.choice(len(QUESTIONS), n, p=[asked.share for asked in QUESTIONS])
    scores = np.choose(which, [asked.draw(chunk, random, n) for asked in QUESTIONS])
    people = some_people(chunk, random, n)
    is_survey = np.array([asked.survey is not None for asked in QUESTIONS])[which]
    return {
        "kind": picked([asked.kind for asked in QUESTIONS], which),
        "occurred_at": timestamps(some_times(chunk, random, n)),
        "person": people,
        "email": emails(people),
        "channel": picked(("review", "survey"), is_survey.astype(np.int64)),
        "direction": "inbound",
        "survey_id": picked([asked.survey for asked in QUESTIONS], which),
        "question_id": only_where(is_survey, picked([asked.metric for asked in QUESTIONS], which)),
        "response_id": only_where(is_survey, numbered(f"r{chunk.number}-", np.arange(n))),
        "metric": picked([asked.metric for asked in QUESTIONS], which),
        "score": scores.astype(np.float64),
        "scale_min": np.array([float(asked.lowest) for asked in QUESTIONS])[which],
        "scale_max": np.array([float(asked.highest) for asked in QUESTIONS])[which],
        "weight": only_where(is_survey, np.round(np.exp(random.normal(-0.08, 0.4, n)), 3)),
        "text": only_where(random.random(n) < 0.35, picked(VERBATIMS, random.integers(0, len(VERBATIMS), n))),
        "d_country": countries(people),
        "d_plan": plans(people),
    }
