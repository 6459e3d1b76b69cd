"""Names of columns: none blank, none twice."""

from collections.abc import Iterable


def unique_names(names: Iterable[str]) -> tuple[str, ...]:
    """Strip names, call blank ones `column_3`, and number repeated ones `name_2`, `name_3`…"""
    stripped = [" ".join(name.split("\n")).replace("\r", "").strip() for name in names]
    taken, unique = {name for name in stripped if name}, list[str]()
    seen: set[str] = set()
    for position, stripped_name in enumerate(stripped, start=1):
        name = stripped_name or _free(f"column_{position}", taken)
        if name in seen:
            name = _free_number(name, taken)
        seen.add(name)
        taken.add(name)
        unique.append(name)
    return tuple(unique)


def _free(name: str, taken: set[str]) -> str:
    return _free_number(name, taken) if name in taken else name


def _free_number(name: str, taken: set[str]) -> str:
    number = 2
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"
