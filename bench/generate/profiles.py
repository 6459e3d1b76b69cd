"""What people say about themselves."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bench.generate.columns import Part, numbered, some_people, some_times, timestamps
from bench.generate.people import countries, emails, plans, user_ids
from bench.generate.plan import Chunk


def profiles(chunk: Chunk, random: np.random.Generator, n: int) -> Part:
    """Return `n` updates of profiles, with age and plan, by e-mail and user id."""
    people = some_people(chunk, random, n)
    ages = 18 + people % 60
    traits = pc.binary_join_element_wise(numbered('{"age":', ages), pa.scalar(',"plan":"'), plans(people), pa.scalar('"}'), "")
    return {
        "kind": "profile_updated",
        "occurred_at": timestamps(some_times(chunk, random, n)),
        "person": people,
        "email": emails(people),
        "user_id": user_ids(people),
        "channel": "app",
        "direction": "inbound",
        "traits": traits,
        "age": ages,
        "d_country": countries(people),
    }
