"""Figures: metrics, questions, answers and changes. The same documents as `rapport ask --json` prints."""

from pydantic import ConfigDict, Field

from rapport.serve.api.documents.document import Body, Document

Key = dict[str, str | int | float | bool | None]
"""Bucket and groups by name: `{"month": "2026-01-01", "country": "LV"}`."""


class MetricDocument(Document):
    """What a figure means."""

    EXAMPLE = {
        "metric": "nps",
        "title": "Net promoter score",
        "unit": "points",
        "direction": "higher_is_better",
        "definition": "Share of promoters (9-10) less share of detractors (0-6), of all answers to the question.",
        "interval": "95 %, adjusted Wald",
        "caveats": ["It says nothing of those who did not answer."],
        "dimensions": ["channel", "country"],
        "weighted": True,
        "needs": [],
    }

    metric: str
    title: str
    unit: str
    direction: str
    definition: str
    interval: str
    caveats: list[str]
    dimensions: list[str]
    weighted: bool
    needs: list[str] = Field(description="Settings of the workspace that must be set before it can be asked.")


class PeriodDocument(Document):
    """First and last day, or instants where it is not of whole days; null where nothing was found."""

    model_config = ConfigDict(extra="forbid", serialize_by_alias=True, validate_by_alias=True)

    first: str | None = Field(alias="from")
    last: str | None = Field(alias="to")


class EstimateDocument(Document):
    """A figure with its 95 % interval. All unknown (null) when it is suppressed; n as well, where it is the figure."""

    value: float | None
    low: float | None
    high: float | None
    n: int | None
    n_eff: float | None


class AnswerRowDocument(EstimateDocument):
    """One bucket or group."""

    key: Key
    suppressed: bool
    further: dict[str, EstimateDocument] | None = None


class TestedDocument(Document):
    """What a test says of a change."""

    key: Key
    before: EstimateDocument | None
    after: EstimateDocument | None
    change: float | None
    low: float | None
    high: float | None
    p: float | None
    p_adjusted: float | None
    verdict: str
    good: bool | None


class ComparisonDocument(Document):
    """What the rows were compared with, and what the tests say."""

    model_config = ConfigDict(extra="forbid", serialize_by_alias=True, validate_by_alias=True)

    against: str = Field(alias="with")
    period: PeriodDocument | None
    rows: list[TestedDocument]


class AnswerDocument(Document):
    """The answer to a question: shares from 0 to 1, NPS in points, money in major units."""

    EXAMPLE = {
        "metric": "nps",
        "unit": "points",
        "definition": "Share of promoters (9-10) less share of detractors (0-6), of all answers to the question.",
        "period": {"from": "2026-01-01", "to": "2026-01-31"},
        "rows": [
            {
                "key": {"month": "2026-01-01"},
                "value": 39.8,
                "low": 37.7,
                "high": 41.9,
                "n": 2831,
                "n_eff": 2831.0,
                "suppressed": False,
            }
        ],
        "comparison": None,
        "warnings": [],
    }

    metric: str
    unit: str
    definition: str
    period: PeriodDocument
    rows: list[AnswerRowDocument]
    comparison: ComparisonDocument | None
    warnings: list[str]


class ChangeDocument(TestedDocument):
    """A change that chance does not explain, in a sentence."""

    metric: str
    unit: str
    sentence: str


class ChangesDocument(Document):
    """What changed between two periods, the largest first."""

    EXAMPLE = {
        "period": {"from": "2026-01-01", "to": "2026-01-31"},
        "compared_with": {"from": "2025-12-01", "to": "2025-12-31"},
        "tested": 212,
        "changes": [],
        "warnings": [],
    }

    period: PeriodDocument
    compared_with: PeriodDocument
    tested: int
    changes: list[ChangeDocument]
    warnings: list[str]


class QuestionBody(Body):
    """A question. Only the metric is needed."""

    model_config = ConfigDict(extra="forbid", strict=True, validate_by_alias=True, validate_by_name=True)
    EXAMPLE = {"metric": "nps", "from": "2026-01", "every": "month", "by": ["country"], "where": "channel = web"}

    metric: str = Field(max_length=100, description="Its name; `GET /metrics` lists them.")
    first: str | None = Field(None, alias="from", max_length=40, description="First day, month, year or moment: 2026-01, -90d.")
    last: str | None = Field(None, alias="to", max_length=40, description="Last one, which is part of the period.")
    every: str | None = Field(None, max_length=10, description="One figure for each day, week, month, quarter or year.")
    by: list[str] = Field([], max_length=5, description="Names to break down by: channel, country, trait.plan, …")
    where: str | None = Field(None, max_length=4000, description="A filter: country = DE and did(order_placed, 90d).")
    segment: str | None = Field(None, max_length=60, description="Key of a segment that must hold as well.")
    compare: str | None = Field(None, max_length=100, description="previous, rest (of the breakdown), or FROM..TO.")
    weighted: bool = Field(False, description="Whether each answer counts with its survey weight.")
    window: str | None = Field(None, max_length=20, description="Without a sign of life for so long, a person is lost: 90d.")
