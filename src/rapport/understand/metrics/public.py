"""The door to the metrics: ask a question, find what changed, read the catalogue; all of it as JSON."""

from rapport.understand.metrics.answer import Answer, AnswerRow, ComparedWith, ComparisonRow, is_good
from rapport.understand.metrics.as_json import answer_as_json, metric_as_json
from rapport.understand.metrics.as_text import answer_as_text
from rapport.understand.metrics.ask import ask
from rapport.understand.metrics.catalogue import catalogue
from rapport.understand.metrics.changes import Change, Changes, find_changes
from rapport.understand.metrics.changes_text import changes_as_json
from rapport.understand.metrics.metric import METRICS, Better, Metric, Unit
from rapport.understand.metrics.names import BREAKDOWN_NAMES, LABELS, TEXTS
from rapport.understand.metrics.parse import parse_metric, parse_question
from rapport.understand.metrics.people.figures import Money, PersonFigures, Score, figures_of
from rapport.understand.metrics.people.listing import ListPlace, PeoplePage, PeopleQuery, Sort, count_listed, list_people
from rapport.understand.metrics.question import Against, Grain, Period, Question

__all__ = [
    "BREAKDOWN_NAMES",
    "LABELS",
    "METRICS",
    "TEXTS",
    "Against",
    "Answer",
    "AnswerRow",
    "Better",
    "Change",
    "Changes",
    "ComparedWith",
    "ComparisonRow",
    "Grain",
    "ListPlace",
    "Metric",
    "Money",
    "PeoplePage",
    "PeopleQuery",
    "Period",
    "PersonFigures",
    "Question",
    "Score",
    "Sort",
    "Unit",
    "answer_as_json",
    "answer_as_text",
    "ask",
    "catalogue",
    "changes_as_json",
    "count_listed",
    "figures_of",
    "find_changes",
    "is_good",
    "list_people",
    "metric_as_json",
    "parse_metric",
    "parse_question",
]
