"""The door to the metrics: ask a question, find what changed, read the catalogue."""

from rapport.understand.metrics.answer import Answer, AnswerRow, ComparedWith, ComparisonRow, is_good
from rapport.understand.metrics.ask import ask
from rapport.understand.metrics.catalogue import catalogue
from rapport.understand.metrics.changes import Change, Changes, find_changes
from rapport.understand.metrics.metric import METRICS, Better, Metric, Unit
from rapport.understand.metrics.parse import parse_question
from rapport.understand.metrics.question import Against, Grain, Period, Question

__all__ = [
    "METRICS",
    "Against",
    "Answer",
    "AnswerRow",
    "Better",
    "Change",
    "Changes",
    "ComparedWith",
    "ComparisonRow",
    "Grain",
    "Metric",
    "Period",
    "Question",
    "Unit",
    "ask",
    "catalogue",
    "find_changes",
    "is_good",
    "parse_question",
]
