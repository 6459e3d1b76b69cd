"""What the people who work at the company wrote by hand: notes, tags, the names of companies, merges, segments."""

import json

from rapport.accounts.public import Workspace, acting_as
from rapport.core.commands import CommandContext
from rapport.record.people.public import add_note, add_tag, name_company, notes_of, person_named
from rapport.serve.demo.people import People
from rapport.serve.demo.stream import Block
from rapport.understand.segments.public import list_segments

_NOTES = (
    ("Called to say thank you for the quick replacement. Sends photos of every new lamp.", "Rasa", ("fan",)),
    ("Wants an invoice for the whole office once a quarter, not for each order.", "Jonas", ("invoice by quarter",)),
    ("Waited for the parcel twice. Offered a voucher of 10 €, accepted.", "Lena", ("recovered", "voucher")),
    ("Prefers to be called after 17:00.", "Carmen", ()),
    ("Writes for a design magazine. Please answer fast and kindly.", "Amelia", ("press",)),
    ("拆封後才發現顏色不合，已協助換貨。", "Wei-ting", ("exchange",)),
)
_SEGMENTS = (
    ("Buyers of the last 90 days", "did(order_placed, 90d)", "Who bought something lately."),
    ("Germans who buy", "country = DE and did(order_placed, 365d)", "Who the outage of the carrier could reach."),
    ("Gold and silver cards", "trait.tier = gold or trait.tier = silver", "The regulars."),
    ("Business customers", "trait.customer_type = business", ""),
)
_MERGES = 3
"""Few, since the store gives all rows of a person to another each time."""


def write_by_hand(workspace: Workspace, context: CommandContext, block: Block) -> None:
    """Write all of it, about people of the first block; repeated, nothing is written twice."""
    _write_notes(workspace, block.people)
    _name_companies(workspace, block.people)
    if context.ask is None:
        return
    _merge(workspace, context, block)
    known = {segment.name for segment in list_segments(workspace)}
    for name, where, description in _SEGMENTS:
        if name not in known:
            context.ask(["segment", "add", name, "--where", where, "--description", description])


def _write_notes(workspace: Workspace, people: People) -> None:
    customers = [place for place in range(people.count) if people.is_customer[place] and people.joins_at[place] < 0]
    for place, (text, agent, tags) in zip(customers, _NOTES, strict=False):
        person = person_named(workspace, f"user_id:{people.identifiers['user_id'].values[place]}")
        if notes_of(workspace, person):
            continue
        with acting_as(agent):
            add_note(workspace, person, text)
            for tag in tags:
                add_tag(workspace, person, tag)


def _name_companies(workspace: Workspace, people: People) -> None:
    emails = people.identifiers["email"].values
    for place, company in enumerate(people.companies):
        if company and (email := emails[2 * place]):
            name_company(workspace, email.rpartition("@")[2], company)


def _merge(workspace: Workspace, context: CommandContext, block: Block) -> None:
    """Agents found out whose some pen names are; one of them was mistaken, and took it back."""
    assert context.ask is not None
    merges = []
    for place in _known_by_pen_name_only(block)[:_MERGES]:
        handle, user = (f"{name}:{block.people.identifiers[name].values[place]}" for name in ("handle", "user_id"))
        if person_named(workspace, handle) != person_named(workspace, user):
            merged = context.ask(["person", "merge", user, handle, "--reason", "Told us so in a chat.", "--json"])
            merges.append(json.loads(merged)["id"])
    if len(merges) > 1:
        context.ask(["person", "unmerge", str(merges[-1])])


def _known_by_pen_name_only(block: Block) -> list[int]:
    """Return customers who wrote under a name that no profile mentions."""
    if "social" not in block.tables:
        return []
    wrote = {who.rpartition("\x1e")[2] for who in block.tables["social"].column("who").to_pylist()}
    profiles = block.tables["accounts"].column("who").to_pylist()
    told = {part.rpartition("\x1e")[2] for who in profiles if who for part in who.split("\x1f") if part.startswith("handle")}
    handles = block.people.identifiers["handle"].values
    return [place for place, handle in enumerate(handles) if handle in wrote and handle not in told]
