"""Lets people be found by what rows say that they are called."""

import msgspec
import pyarrow.compute as pc

from rapport.record.digest.group import DigestContext, Group
from rapport.record.identity.public import SAYS_A_NAME, names_said, note_names


def index_names(group: Group, context: DigestContext) -> Group:
    """Note the names in traits under the identity key of the row; the rows stay as they are."""
    traits, keys = group.rows.column("traits"), group.rows.column("identity_key")
    says_one = pc.and_(pc.fill_null(pc.match_substring_regex(traits, SAYS_A_NAME), False), pc.is_valid(keys))
    names: dict[int, set[str]] = {}
    for key, written in set(zip(keys.filter(says_one).to_pylist(), traits.filter(says_one).to_pylist(), strict=True)):
        if said := list(names_said(msgspec.json.decode(written))):
            names.setdefault(key, set()).update(said)
    note_names(context.workspace, names)
    return group
