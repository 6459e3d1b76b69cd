"""Whether what is stored agrees with itself, in SQL that runs on every engine."""

from rapport.record.store.protocol import Consistency
from rapport.record.store.reading import Query

_SQL = """
    -- Is each interaction there once, each trait with its interaction, each person as a whole?
    SELECT (SELECT count(*) FROM interactions) AS interactions,
           (SELECT count(DISTINCT person_id) FROM interactions) AS people,
           (SELECT count(*) - count(DISTINCT id) FROM interactions) AS twice,
           (SELECT count(*) FROM interactions WHERE (person_id IS NULL) <> (identity_key IS NULL)) AS half_known,
           (SELECT count(*) FROM traits WHERE interaction_id NOT IN (SELECT id FROM interactions)) AS lost_traits"""


def check_consistency(query: Query) -> Consistency:
    """Count what is stored, and what in it does not agree."""
    found = query(_SQL, {})
    return Consistency(**{name: int(str(count)) for name, count in zip(found.columns, found.rows[0], strict=True)})
