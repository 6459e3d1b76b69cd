"""How many people there are."""

from rapport.record.store.public import Store

# A person who asks how many people an import, or all of them together, told of. Erased people stay counted.
_PEOPLE = "SELECT count(DISTINCT person_id) FROM interactions"
_PEOPLE_OF_IMPORT = f"{_PEOPLE} WHERE import_id = $import_id"


def count_people(store: Store, *, import_id: str | None = None) -> int:
    """Return the number of distinct people of whom an interaction is stored, by one import or by all."""
    statement = _PEOPLE if import_id is None else _PEOPLE_OF_IMPORT
    ((people,),) = store.query(statement, {"import_id": import_id}).rows
    assert isinstance(people, int)
    return people
