"""`rapport person`: who is who, and who is gone."""

import argparse
from typing import TYPE_CHECKING

from rapport.core.commands import COMMANDS
from rapport.record.people.command_asked import Asked

if TYPE_CHECKING:
    from rapport.accounts.public import Workspace


def merge(asked: Asked) -> int:
    from rapport.record.people.documents import merge_document
    from rapport.record.people.merging import merge_people
    from rapport.record.people.naming import person_named

    keep, other = person_named(asked.workspace, asked.arguments.person), person_named(asked.workspace, asked.arguments.other)
    row = merge_people(asked.workspace, asked.store, keep, other, reason=asked.arguments.reason)
    if asked.context.as_json:
        return asked.print_json(merge_document(row, {}))
    line = f"Person {row.merged_person_id} is now part of person {row.kept_person_id}. To undo: rapport person unmerge {row.id}"
    return asked.print_lines([line])


def unmerge(asked: Asked) -> int:
    from rapport.record.people.merging import unmerge_people

    one, other = unmerge_people(asked.workspace, asked.store, asked.arguments.merge)
    if asked.context.as_json:
        return asked.print_json({"merge": asked.arguments.merge, "people": [one, other]})
    return asked.print_lines([f"Merge {asked.arguments.merge} is undone: there are person {one} and person {other} again."])


def erase(asked: Asked) -> int:
    from dataclasses import asdict, replace

    from rapport.record.people.erasing import erase_person
    from rapport.record.people.naming import person_named

    with asked.places() as places:
        person_id = _being_erased(asked.workspace, asked.arguments.person) or person_named(
            asked.workspace, asked.arguments.person
        )
        erased = erase_person(places, person_id)
    if asked.arguments.compact:
        # The command of the layer above, found as everybody finds commands.
        COMMANDS["compact"].run(argparse.Namespace(all=False), replace(asked.context, as_json=False, out=asked.context.progress))
    if asked.context.as_json:
        return asked.print_json({**asdict(erased), "is_compacted": bool(asked.arguments.compact)})
    lines = [
        f"Erased person {erased.person_id}: {erased.identifiers} identifiers, {erased.traits} traits, the personal part of "
        f"{erased.interactions:,} interactions, {erased.mentions} mentions, {erased.rejects} rejects, {erased.files} files, "
        f"{erased.texts} texts of members.",
        "What happened stays in the totals. Importing the same data again is refused.",
    ]
    if not asked.arguments.compact:
        lines.append("The last bytes leave the disk with: rapport compact. Backups made before still hold the person.")
    return asked.print_lines(lines)


def readmit(asked: Asked) -> int:
    from rapport.record.people.documents import written
    from rapport.record.people.readmitting import readmit_person

    done = readmit_person(asked.workspace, asked.arguments.identifiers)
    if asked.context.as_json:
        found = [
            {
                "identifier": str(one.identifier),
                "refused_since": written(one.identifier.since),
                "suppressed": list(one.suppressed),
            }
            for one in done
        ]
        return asked.print_json({"readmitted": found})
    lines = [f"{one.identifier} was refused since {one.identifier.since:%Y-%m-%d}, and may come in again." for one in done]
    lines += [
        f"Still suppressed for {channel}. To contact it: rapport person suppress {channel} {one.identifier.value} --lift"
        for one in done
        for channel in one.suppressed
    ]
    lines.append("What was stored before stays nobody's. Rows that were refused meanwhile come in when they are imported again.")
    return asked.print_lines(lines)


def _being_erased(workspace: "Workspace", text: str) -> int | None:
    """The number of somebody whose erasure was interrupted: no identifier leads there any more."""
    from rapport.record.people.erasing import is_being_erased
    from rapport.record.people.naming import person_number

    number = person_number(text)
    return number if number and is_being_erased(workspace, number) else None
