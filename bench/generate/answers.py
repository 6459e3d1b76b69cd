"""Answers to surveys: how likely people are to recommend, how satisfied they were."""

import numpy as np

from bench.generate.columns import Part, numbered, only_where, picked, some_people, some_times, timestamps
from bench.generate.people import countries, emails, plans
from bench.generate.plan import SECONDS, Chunk
from bench.generate.words import VERBATIMS

NPS = np.array([2, 1, 1, 2, 2, 5, 6, 12, 21, 22, 26]) / 100
CSAT = np.array([4, 6, 15, 40, 35]) / 100
NPS_SHARE = 0.6


def answers(chunk: Chunk, random: np.random.Generator, n: int) -> Part:
    """Return `n` answers: six in ten to the NPS question, the others to CSAT; over time they grow a little kinder."""
    is_nps = random.random(n) < NPS_SHARE
    nps = random.choice(11, n, p=NPS)
    nps = np.minimum(nps + (random.random(n) < 0.2 * chunk.begins_s / SECONDS), 10)
    csat = random.choice(5, n, p=CSAT) + 1
    people = some_people(chunk, random, n)
    which = is_nps.astype(np.int64)
    return {
        "kind": "survey_answered",
        "occurred_at": timestamps(some_times(chunk, random, n)),
        "person": people,
        "email": emails(people),
        "channel": "survey",
        "direction": "inbound",
        "survey_id": picked(("after-purchase", "relationship"), which),
        "question_id": picked(("satisfied", "recommend"), which),
        "response_id": numbered(f"r{chunk.number}-", np.arange(n)),
        "metric": picked(("csat", "nps"), which),
        "score": np.where(is_nps, nps, csat).astype(np.float64),
        "scale_min": np.where(is_nps, 0.0, 1.0),
        "scale_max": np.where(is_nps, 10.0, 5.0),
        "weight": np.round(np.exp(random.normal(-0.08, 0.4, n)), 3),
        "text": only_where(random.random(n) < 0.35, picked(VERBATIMS, random.integers(0, len(VERBATIMS), n))),
        "d_country": countries(people),
        "d_plan": plans(people),
    }
