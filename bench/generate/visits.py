"""Page views: most of any stream, and mostly by people who are not logged in."""

import numpy as np

from bench.generate.columns import Part, numbered, only_where, picked, some_people, some_times, timestamps
from bench.generate.people import anonymous_ids, countries, emails, user_ids
from bench.generate.plan import Chunk
from bench.generate.words import PAGES

DEVICES = ("phone", "desktop", "tablet")


def visits(chunk: Chunk, random: np.random.Generator, n: int) -> Part:
    """Return `n` page views, some four to a session; one in seven sessions is logged in, one in twenty names nobody."""
    begins = random.random(n) < 0.25
    begins[:1] = True
    session = np.cumsum(begins) - 1
    count = int(begins.sum())
    place = np.arange(n) - np.flatnonzero(begins)[session]
    people = some_people(chunk, random, count)
    device = random.integers(0, 3, count)
    named, logged_in = random.random(count) < 0.95, random.random(count) < 0.15
    person = people[session]
    return {
        "kind": "page_viewed",
        "occurred_at": timestamps(some_times(chunk, random, count)[session] + place * 40 + random.random(n) * 20),
        "person": only_where(named[session], person),
        "anonymous_id": only_where(named[session], anonymous_ids(person, device[session])),
        "user_id": user_ids(person, (named & logged_in)[session]),
        "email": emails(person, np.zeros(n, dtype=bool)),
        "channel": "web",
        "direction": "inbound",
        "session_id": numbered(f"s{chunk.number}-", session),
        "url": picked(PAGES, (len(PAGES) * random.random(n) ** 2).astype(np.int64)),
        "d_device": picked(DEVICES, device[session]),
        "d_country": countries(person),
    }
