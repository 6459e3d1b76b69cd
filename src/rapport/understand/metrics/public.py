"""The door to the metrics: ask a question, find what changed, read the catalogue; all of it as JSON."""

from rapport.understand.metrics.answer import Answer, AnswerRow, ComparedWith, ComparisonRow, is_good
from rapport.understand.metrics.as_json import answer_as_json, metric_as_json
from rapport.understand.metrics.as_text import answer_as_text
from rapport.understand.metrics.ask import ask
from rapport.understand.metrics.catalogue import catalogue
from rapport.understand.metrics.changes import Change, Changes, find_changes
from rapport.understand.metrics.changes_text import changes_as_json
from rapport.understand.metrics.check import settings_missing
from rapport.understand.metrics.clauses import clause_of
from rapport.understand.metrics.evidence.distribution import Spread, spread_of
from rapport.understand.metrics.evidence.evidence import Evidence, EvidencePage, evidence
from rapport.understand.metrics.evidence.parts import Part, part_named, parts_of
from rapport.understand.metrics.metric import METRICS, Better, Metric, Unit
from rapport.understand.metrics.names import BREAKDOWN_NAMES, LABELS, TEXTS
from rapport.understand.metrics.parse import parse_grain, parse_metric, parse_question
from rapport.understand.metrics.people.figures import Money, PersonFigures, Score, figures_of
from rapport.understand.metrics.people.listing import ListPlace, PeoplePage, PeopleQuery, Sort, count_listed, list_people
from rapport.understand.metrics.people.open_conversations import OpenConversation, open_conversations_of
from rapport.understand.metrics.question import Against, Grain, Period, Question
from rapport.understand.metrics.store_facts import QualityFacts, SourceFacts, StoreFacts, quality_facts, source_facts, store_facts
from rapport.understand.metrics.voices import Mood, Voice, latest_voices
from rapport.understand.stats.verdict import Verdict

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
    "Evidence",
    "EvidencePage",
    "Grain",
    "ListPlace",
    "Metric",
    "Money",
    "Mood",
    "OpenConversation",
    "Part",
    "PeoplePage",
    "PeopleQuery",
    "Period",
    "PersonFigures",
    "QualityFacts",
    "Question",
    "Score",
    "Sort",
    "SourceFacts",
    "Spread",
    "StoreFacts",
    "Unit",
    "Verdict",
    "Voice",
    "answer_as_json",
    "answer_as_text",
    "ask",
    "catalogue",
    "changes_as_json",
    "clause_of",
    "count_listed",
    "evidence",
    "figures_of",
    "find_changes",
    "is_good",
    "latest_voices",
    "list_people",
    "metric_as_json",
    "open_conversations_of",
    "parse_grain",
    "parse_metric",
    "parse_question",
    "part_named",
    "parts_of",
    "quality_facts",
    "settings_missing",
    "source_facts",
    "spread_of",
    "store_facts",
]
