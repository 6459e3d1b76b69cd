"""Hides what the workspace does not want to keep: network addresses, and personal numbers in texts."""

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from rapport.accounts.public import Workspace
from rapport.core.batch import DIMENSION_PREFIX, decode_who, encode_who
from rapport.core.interaction import Identifier
from rapport.record.digest.group import DigestContext, Group
from rapport.record.masking.public import (
    ADDRESS_CANDIDATES,
    MASK_CANDIDATES,
    change_texts,
    mask_text,
    pseudonym,
    remove,
    replace_addresses,
    shorten,
)

Change = Callable[[str], str]

_TEXTS = ("text", "url", "touchpoint")
_DOCUMENTS = ("properties", "traits")
_NAMES_OF_THINGS = ("source_id", "session_id", "conversation_id", "order_id", "response_id")
"""Two of them must stay two, so an address in them gets a pseudonym."""


def mask(group: Group, context: DigestContext) -> Group:
    """Replace what is to be hidden. The id is known by then, so delivering the same again changes nothing."""
    workspace = context.workspace
    if workspace.ip_addresses != "keep":
        group = _hide_addresses(group, workspace)
    if workspace.masks:
        group = _mask_texts(group, workspace)
    return group


def _hide_addresses(group: Group, workspace: Workspace) -> Group:
    hide, name = shorten if workspace.ip_addresses == "shorten" else remove, pseudonym(workspace.secret)

    def in_text(text: str) -> str:
        return replace_addresses(text, hide)

    def in_name(text: str) -> str:
        return replace_addresses(text, name)

    def in_who(who: str) -> str:
        return encode_who(_renamed(identifier, in_name) for identifier in decode_who(who)) or who

    dimensions = tuple(column for column in group.rows.column_names if column.startswith(DIMENSION_PREFIX))
    for columns, change in (
        ((*_TEXTS, *dimensions), in_text),
        (_DOCUMENTS, lambda document: change_texts(document, in_text)),
        (_NAMES_OF_THINGS, in_name),
        (("who",), in_who),
    ):
        for column in columns:
            group = _change(group, column, ADDRESS_CANDIDATES, change)
    return group


def _renamed(identifier: Identifier, in_name: Change) -> Identifier:
    value = in_name(identifier.value)
    return (
        identifier
        if value == identifier.value
        else Identifier(type=identifier.type, value=value, namespace=identifier.namespace, verified=identifier.verified)
    )


def _mask_texts(group: Group, workspace: Workspace) -> Group:
    candidates = "|".join(f"(?:{MASK_CANDIDATES[name]})" for name in sorted(workspace.masks))

    def in_text(text: str) -> str:
        return mask_text(text, workspace.masks, phone_region=workspace.phone_region)

    for column in ("text", "url"):
        group = _change(group, column, candidates, in_text)
    return _change(group, "properties", candidates, lambda document: change_texts(document, in_text))


def _change(group: Group, name: str, candidates: str, change: Change) -> Group:
    """Change the values of a column that may hold something to hide."""
    column = group.rows.column(name)
    if column.null_count == len(column):
        return group
    is_candidate = pc.fill_null(pc.match_substring_regex(column, candidates), False)
    if not pc.any(is_candidate).as_py():
        return group
    changed = pa.array([change(value) for value in column.filter(is_candidate).to_pylist()], column.type)
    return group.with_column(name, pc.replace_with_mask(column.combine_chunks(), is_candidate.combine_chunks(), changed))
