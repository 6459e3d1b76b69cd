"""From evidence to people: a pure function of the set of evidence, whatever its order of arrival.

Identifiers are nodes. Each piece of evidence (the identifiers that one row named together) links its strongest identifier
to each of the others. Links are taken in order of trust: the strong ones always join; before a weaker one may join, every
identifier of its trust that is linked to people who contradict each other is set aside as shared.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from rapport.record.identity.rules import HUB_LIMIT, Trust

Member = tuple[int, bytes, int]
"""An identifier within a piece of evidence: (trust that this evidence gives it, key, id). Sorted, the strongest is first."""
Evidence = Sequence[Member]


class Node(msgspec.Struct, gc=False):
    """An identifier. `slot` names what a person has but one of (``user_id``, ``email``, an external source), else None."""

    id: int
    key: bytes
    slot: str | None
    is_demoted: bool = False


@dataclass(frozen=True, slots=True)
class Separation:
    """Two groups of identifiers that somebody took apart: nothing may join them again."""

    one: frozenset[int]
    other: frozenset[int]


class Join(msgspec.Struct, frozen=True, gc=False):
    """Two identifiers whose link made two groups one."""

    one: int
    other: int
    trust: int


@dataclass(slots=True)
class Partition:
    """The outcome: `person_of` maps each identifier to the smallest id of its group, which is the person's number."""

    person_of: dict[int, int] = field(default_factory=dict)
    shared: set[int] = field(default_factory=set)
    demoted: set[int] = field(default_factory=set)
    joins: list[Join] = field(default_factory=list)

    def person_of_evidence(self, members: Evidence) -> int:
        """Return whose a row with these identifiers is: that of its strongest identifier that is not shared."""
        for _, _, node in members:
            if node not in self.shared and node not in self.demoted:
                return self.person_of[node]
        return self.person_of[members[0][2]]


def partition(
    nodes: Mapping[int, Node],
    evidence: Iterable[Evidence],
    *,
    manual: Sequence[tuple[int, int]] = (),
    separations: Sequence[Separation] = (),
) -> Partition:
    """Group identifiers into people.

    Parameters
    ----------
    nodes : every identifier by its id. The ids only name the groups; the grouping itself depends on keys alone.
    evidence : sets of identifiers named together, each sorted, all of them in `nodes`.
    manual : pairs that somebody joined by hand.
    separations : groups that somebody took apart; they outweigh everything.
    """
    evidence = list(evidence)
    demoted = {node.id for node in nodes.values() if node.is_demoted} | _hubs(evidence)
    groups = _Groups(nodes, separations)
    links = _links(evidence, demoted)
    links[Trust.MANUAL] = [_manual_link(nodes[one], nodes[other]) for one, other in manual]
    shared: set[int] = set()
    for trust in Trust:
        allowed = links[trust]
        if shared or separations:
            allowed = [link for link in allowed if link[3] not in shared and not groups.are_apart(link[3], link[4])]
        if not trust.is_strong:
            contested = _contested(allowed, groups)
            # A verified address that several people claim stays its owner's; only the claims are void.
            shared |= {node for node in contested if nodes[node].slot is None}
            if contested:
                allowed = [link for link in allowed if link[3] not in contested and link[4] not in contested]
        for link in allowed if trust.is_strong and not separations else sorted(allowed):
            groups.join(link[3], link[4], trust)
    return Partition(groups.smallest_ids(), shared, demoted, groups.joins)


_Link = tuple[int, bytes, bytes, int, int]
"""(0 between different trusts or 1 within one, key, key, stronger id, weaker id): sorted, in canonical order."""


def _hubs(evidence: Sequence[Evidence]) -> set[int]:
    """Identifiers named together with more than `HUB_LIMIT` personal ones."""
    bound: dict[int, int] = {}
    for members in evidence:
        for _, _, node in members:
            bound[node] = bound.get(node, 0) + len(members) - 1
    suspects = {node for node, count in bound.items() if count > HUB_LIMIT}
    if not suspects:
        return suspects
    company: dict[int, set[int]] = {node: set() for node in suspects}
    for members in evidence:
        for _, _, node in members:
            if node in suspects:
                company[node].update(other for trust, _, other in members if trust <= Trust.CLAIMED_EMAIL and other != node)
    return {node for node, others in company.items() if len(others) > HUB_LIMIT}


def _links(evidence: Sequence[Evidence], demoted: set[int]) -> dict[int, list[_Link]]:
    links: dict[int, list[_Link]] = {trust: [] for trust in Trust}
    for members in evidence:
        live = [member for member in members if member[2] not in demoted] if demoted else members
        if len(live) < 2:
            continue
        trust, key, strongest = live[0]
        for other_trust, other_key, other in live[1:]:
            links[other_trust].append((int(trust == other_trust), key, other_key, strongest, other))
    return links


def _manual_link(one: Node, other: Node) -> _Link:
    one, other = sorted((one, other), key=lambda node: node.key)
    return 0, one.key, other.key, one.id, other.id


def _contested(links: Sequence[_Link], groups: "_Groups") -> set[int]:
    """Identifiers that are linked to people who contradict each other."""
    claimant: dict[int, int] = {}
    several: dict[int, set[int]] = {}
    for within_one_trust, _, _, stronger, weaker in links:
        if not within_one_trust:
            root = groups.find(stronger)
            if (first := claimant.setdefault(weaker, root)) != root:
                several.setdefault(weaker, {first}).add(root)
    return {node for node, roots in several.items() if groups.have_conflict(sorted(roots))}


class _Groups:
    """Union-find that knows what each group holds one of, and what was taken apart."""

    def __init__(self, nodes: Mapping[int, Node], separations: Sequence[Separation]) -> None:
        self.joins: list[Join] = []
        self._parent = {node: node for node in nodes}
        bits: dict[str, int] = {}
        self._slots = {node.id: 1 << bits.setdefault(node.slot, len(bits)) for node in nodes.values() if node.slot is not None}
        # Bit 2i marks one side of separation i, bit 2i + 1 the other.
        self._sides: dict[int, int] = {}
        self._first_sides = sum(1 << 2 * i for i in range(len(separations)))
        for i, separation in enumerate(separations):
            for bit, side in ((2 * i, separation.one), (2 * i + 1, separation.other)):
                for node in side & nodes.keys():
                    self._sides[node] = self._sides.get(node, 0) | 1 << bit
        self._own_sides = dict(self._sides)

    def find(self, node: int) -> int:
        parent = self._parent
        root = node
        while parent[root] != root:
            root = parent[root]
        while parent[node] != root:
            parent[node], node = root, parent[node]
        return root

    def join(self, one: int, other: int, trust: Trust) -> None:
        """Make two groups one, unless that would join what was taken apart or, for weak evidence, people who contradict."""
        a, b = self.find(one), self.find(other)
        if a == b or (self._sides and self._are_opposite(self._sides.get(a, 0), self._sides.get(b, 0))):
            return
        slots_a, slots_b = self._slots.get(a, 0), self._slots.get(b, 0)
        if slots_a & slots_b and not trust.is_strong:
            return
        self._parent[b] = a
        if slots_b:
            self._slots[a] = slots_a | slots_b
        if b in self._sides:
            self._sides[a] = self._sides.get(a, 0) | self._sides[b]
        self.joins.append(Join(one, other, trust))

    def are_apart(self, one: int, other: int) -> bool:
        """Whether exactly these two were taken apart."""
        return bool(self._own_sides) and self._are_opposite(self._own_sides.get(one, 0), self._own_sides.get(other, 0))

    def have_conflict(self, roots: Sequence[int]) -> bool:
        slots = sides = 0
        for root in roots:
            if self._slots.get(root, 0) & slots or self._are_opposite(self._sides.get(root, 0), sides):
                return True
            slots |= self._slots.get(root, 0)
            sides |= self._sides.get(root, 0)
        return False

    def smallest_ids(self) -> dict[int, int]:
        """Map each identifier to the smallest id of its group."""
        smallest: dict[int, int] = {}
        roots = {}
        for node in self._parent:
            root = roots[node] = self.find(node)
            if node < smallest.get(root, node + 1):
                smallest[root] = node
        return {node: smallest[root] for node, root in roots.items()}

    def _are_opposite(self, one: int, other: int) -> bool:
        return bool((one & self._first_sides) << 1 & other or (other & self._first_sides) << 1 & one)
