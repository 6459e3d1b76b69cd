"""The door to the demo company: its stream and its truth, for tests and benchmarks. Needs no Django."""

from rapport.serve.demo.effects import EFFECTS, Effect
from rapport.serve.demo.stream import Block, Plan, stream
from rapport.serve.demo.telling import truth_document

__all__ = ["EFFECTS", "Block", "Effect", "Plan", "stream", "truth_document"]
