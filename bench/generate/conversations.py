"""Conversations with support: opened, answered, solved, and some opened again."""

import numpy as np

from bench.generate.columns import Part, numbered, only_where, picked, some_people, some_times, timestamps
from bench.generate.people import countries, emails
from bench.generate.plan import Chunk
from bench.generate.words import VERBATIMS

STEPS = (
    "conversation_opened",
    "message_received",
    "message_sent",
    "conversation_assigned",
    "conversation_solved",
    "conversation_reopened",
    "conversation_closed",
)
OPENED, RECEIVED, SENT, ASSIGNED, SOLVED, REOPENED, CLOSED = range(len(STEPS))
DIRECTIONS = ("inbound", "inbound", "outbound", "internal", "outbound", "inbound", "internal")
COURSES = (
    (OPENED, SENT, SOLVED),
    (OPENED, SENT, RECEIVED, SENT, SOLVED),
    (OPENED, ASSIGNED, SENT, RECEIVED, SENT, SOLVED, CLOSED),
    (OPENED, SENT, SOLVED, REOPENED, SENT, SOLVED),
    (OPENED, SENT),
)
COURSE_SHARES = (0.42, 0.30, 0.14, 0.09, 0.05)
CHANNELS = ("email", "chat", "phone")
AGENTS = tuple(f"agent {number:02}" for number in range(40))


def conversations(chunk: Chunk, random: np.random.Generator, n: int) -> Part:
    """Return `n` steps of conversations; the last conversation may break off."""
    course = random.choice(len(COURSES), n // 2 + 1, p=COURSE_SHARES)
    lengths = np.array([len(steps) for steps in COURSES])[course]
    conversation = np.repeat(np.arange(len(course)), lengths)[:n]
    step = np.concatenate([np.array(COURSES[c]) for c in course])[:n]
    first = np.searchsorted(conversation, np.arange(len(course)))
    waits = np.cumsum(np.exp(random.normal(8.0, 1.6, n)))
    waited = waits - waits[first[conversation]]
    people = some_people(chunk, random, len(course))[conversation]
    by_agent = np.isin(step, (SENT, ASSIGNED, SOLVED, CLOSED))
    writes = np.isin(step, (OPENED, RECEIVED, SENT))
    return {
        "kind": picked(STEPS, step),
        "occurred_at": timestamps(some_times(chunk, random, len(course))[conversation] + waited),
        "person": people,
        "email": emails(people),
        "channel": picked(CHANNELS, random.integers(0, 3, len(course))[conversation]),
        "direction": picked(DIRECTIONS, step),
        "conversation_id": numbered(f"c{chunk.number}-", conversation),
        "agent_id": only_where(by_agent, picked(AGENTS, random.integers(0, 40, len(course))[conversation])),
        "text": only_where(writes, picked(VERBATIMS, random.integers(0, len(VERBATIMS), n))),
        "duration_s": only_where(step == SENT, np.round(np.exp(random.normal(5.5, 0.8, n)), 1)),
        "d_country": countries(people),
    }
