"""The part of a workspace's identities that new evidence touches: loaded, regrouped, and compared with what it was."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec
from django.db.backends.utils import CursorWrapper

from rapport.record.identity.bulk import Row, exist, select_where_in
from rapport.record.identity.partition import Member, Node, Partition, Separation, partition

NODE_COLUMNS = "i.id, i.key, i.type, i.namespace, i.is_verified, i.is_shared, i.is_demoted, i.person_id"


class Standing(msgspec.Struct, frozen=True, gc=False):
    """What the database says of an identifier."""

    person_id: int
    is_verified: bool
    is_shared: bool
    is_demoted: bool


@dataclass(slots=True)
class Graph:
    """Identifiers and the evidence among them. `standing` and `evidence_person` hold what is stored; new ones are not in it."""

    nodes: dict[int, Node] = field(default_factory=dict)
    standing: dict[int, Standing] = field(default_factory=dict)
    evidence: dict[int, list[Member]] = field(default_factory=dict)
    evidence_person: dict[int, int] = field(default_factory=dict)
    manual: set[tuple[int, int]] = field(default_factory=set)
    separations: list[Separation] = field(default_factory=list)

    def add_stored(self, row: Row) -> None:
        """Add an identifier read as `NODE_COLUMNS`."""
        number, key, kind, namespace, is_verified, is_shared, is_demoted, person_id = row
        slot = slot_of(kind, namespace, is_verified=is_verified)
        self.nodes[number] = Node(number, bytes(key), slot, bool(is_demoted))
        self.standing[number] = Standing(person_id, bool(is_verified), bool(is_shared), bool(is_demoted))

    def regroup(self) -> Partition:
        return partition(self.nodes, self.evidence.values(), manual=sorted(self.manual), separations=self.separations)


def slot_of(kind: str, namespace: str, *, is_verified: bool) -> str | None:
    """Return what a person has but one of: two people who both hold it contradict each other."""
    if kind == "external":
        return f"external {namespace}"
    if kind == "user_id" or (kind == "email" and is_verified):
        return kind
    return None


def load_around(cursor: CursorWrapper, graph: Graph, identifiers: Iterable[int]) -> None:
    """Add everything that evidence connects with the identifiers. Demoted ones connect nothing: their links are void."""
    has_manual, has_separations = exist(cursor, "identity_manuallink"), exist(cursor, "identity_separation")
    frontier, expanded = set(identifiers), set()
    _load_nodes(cursor, graph, frontier - graph.nodes.keys())
    while frontier:
        expanded |= frontier
        before = set(graph.nodes)
        _load_evidence(cursor, graph, [number for number in frontier if not graph.nodes[number].is_demoted])
        if has_manual:
            _load_manual(cursor, graph, frontier)
        frontier = graph.nodes.keys() - before
    if has_separations:
        _load_separations(cursor, graph)


def _load_nodes(cursor: CursorWrapper, graph: Graph, numbers: Iterable[int]) -> None:
    sql = f"SELECT {NODE_COLUMNS} FROM {{wanted}} {{join}} identity_identifier i ON i.id = wanted.value"
    for row in select_where_in(cursor, sql, list(numbers), of="bigint"):
        graph.add_stored(row)


def _load_evidence(cursor: CursorWrapper, graph: Graph, numbers: list[int]) -> None:
    sql = "SELECT DISTINCT m.evidence_id FROM {wanted} {join} identity_member m ON m.identifier_id = wanted.value"
    found = [number for (number,) in select_where_in(cursor, sql, numbers, of="bigint") if number not in graph.evidence]
    sql = "SELECT e.id, e.person_id, e.members FROM {wanted} {join} identity_evidence e ON e.id = wanted.value"
    loaded = {}
    for evidence, person, members in select_where_in(cursor, sql, found, of="bigint"):
        graph.evidence_person[evidence] = person
        loaded[evidence] = decode_members(members)
    _load_nodes(cursor, graph, {number for members in loaded.values() for number, _ in members} - graph.nodes.keys())
    nodes = graph.nodes
    for evidence, members in loaded.items():
        graph.evidence[evidence] = [(trust, nodes[number].key, number) for number, trust in members]


def encode_members(members: list[Member]) -> str:
    """Write members as `Evidence.members` holds them."""
    return str([[number, trust] for trust, _, number in members])


decode_members = msgspec.json.Decoder(list[tuple[int, int]]).decode


def _load_manual(cursor: CursorWrapper, graph: Graph, numbers: Iterable[int]) -> None:
    wanted = list(numbers)
    pairs: set[tuple[int, int]] = set()
    for column in ("one_id", "other_id"):
        sql = f"SELECT l.one_id, l.other_id FROM {{wanted}} {{join}} identity_manuallink l ON l.{column} = wanted.value"
        pairs.update((one, other) for one, other in select_where_in(cursor, sql, wanted, of="bigint"))
    graph.manual |= pairs
    _load_nodes(cursor, graph, {number for pair in pairs for number in pair} - graph.nodes.keys())


def _load_separations(cursor: CursorWrapper, graph: Graph) -> None:
    sql = (
        "SELECT s.separation_id, s.is_first_side, s.identifier_id FROM {wanted} "
        "{join} identity_separatedidentifier s ON s.identifier_id = wanted.value"
    )
    sides: dict[int, tuple[set[int], set[int]]] = {}
    for separation, is_first_side, number in select_where_in(cursor, sql, list(graph.nodes), of="bigint"):
        sides.setdefault(separation, (set(), set()))[0 if is_first_side else 1].add(number)
    graph.separations = [Separation(frozenset(one), frozenset(other)) for _, (one, other) in sorted(sides.items())]
