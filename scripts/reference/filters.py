"""The language of filters, and the names that can stand in one."""

from collections.abc import Iterator

from reference.markdown import block, code, codes, table, told

NAMES = {
    "channel": "where it happened: web, email, phone…",
    "kind": "the kind of interaction",
    "source": "where the row came from: the `source` of its mapping",
    "touchpoint": "the place or activity",
    "language": "language of the text",
    "product": "what was bought, reviewed or asked about",
    "agent": "who of the brand acted",
    "survey": "which survey was answered",
    "question": "code of the question",
    "metric": "what the score measures: nps, csat…",
    "direction": "who began it: inbound, outbound, internal",
    "currency": "currency of the amount",
    "score": "the score, in the units of its scale",
    "weekday": "Monday to Sunday, or 1 to 7, by the workspace's clock",
    "hour": "0 to 23, by the workspace's clock",
    "month": "January to December, or 1 to 12, by the workspace's clock",
    "text": "what the person said",
    "url": "address of the page",
    "session": "the visit",
    "conversation": "the ticket or thread",
    "order": "the order",
    "subscription": "the contract",
    "response": "the questionnaire",
    "import": "the import that brought it",
    "weight": "weight of the answer",
    "scale_min": "lowest point of the scale",
    "scale_max": "highest point of the scale",
    "duration": "how long it took; `duration > 10m`",
    "amount": "money, in whole units: `amount > 49.90`",
    "time": "when it happened; `time >= 2026-05-01`",
    "person": "the person's number",
}
COMPARISONS = (
    ("`=` `!=`", "is, is not", "country = DE"),
    ("`<` `<=` `>` `>=`", "numbers, times, and traits that are either", "score >= 9"),
    ("`in (…)`, `not in (…)`", "is one, is none of these", "country in (LT, LV, EE)"),
    ("`contains`", "has that text in it; capitals do not count", 'text contains "refund"'),
    ("`matches`", "fits a regular expression (RE2), somewhere in it; capitals count", 'touchpoint matches "^Till [12]$"'),
    ("`is empty`, `is not empty`", "has no value, has one", "agent is empty"),
    (
        "`and`, `or`, `not`, `( )`",
        "join conditions; `and` binds closer than `or`",
        "(channel = chat or channel = email) and not score < 7",
    ),
)
LITERALS = (
    ("a word", "`DE`, `email`, `order_placed`; with blanks or signs in quotes: `\"Till 1\"`, `'Till 1'`"),
    ("a number", "`9`, `49.90`, `-2`"),
    ("a truth value", "`true`, `false`"),
    ("a time", "`2026-05-01`, `2026-05-01T14:30`, by the workspace's clock; `2026-05-01T14:30Z`"),
    ("a span", "`45s`, `10m`, `24h`, `90d`, `2w`"),
)
DID = (
    ("did(order_placed)", "ever did it, before the end of the period asked for"),
    ("did(order_placed, 90d)", "within the 90 days before the end of the period"),
    ("did(order_placed, 90d, amount > 50)", "and such that a filter holds for it"),
    ("did(order_placed, 90d) >= 2", "so often; rows of one order count once"),
    ("did(conversation_opened, 30d, channel = chat) = 0", "not once in those 30 days"),
    ("not did(order_placed)", "never did it until the end of the period"),
)
EXAMPLES = (
    "channel = email and country in (LT, LV, EE)",
    "trait.plan = pro and not score < 7",
    'text contains "refund" or text contains "money back"',
    "weekday in (Saturday, Sunday) and hour >= 18",
    "did(order_placed, 90d) >= 2 and not did(conversation_opened, 90d)",
    "trait.member_since < 2025-01-01",
    'question = "How satisfied are you with the delivery?" and scale_max = 5',
)


def filters() -> Iterator[str]:
    for example in (*EXAMPLES, *(each for _, _, each in COMPARISONS), *(each for each, _ in DID)):
        _check(example)
    yield "# Filters\n"
    yield "A filter is a condition. `--where` takes one in every command that asks, and it is the same everywhere.\n"
    yield block("\n".join(EXAMPLES), "text")
    yield from _conditions()
    yield from _did()
    yield from _names()


def _check(example: str) -> None:
    """Stop where an example of this page is no filter."""
    from rapport.core.expressions.parse import parse_expression

    parse_expression(example, bare_words_are_values=True)


def _conditions() -> Iterator[str]:
    yield "## Conditions\n"
    yield "Each compares a name with a value.\n"
    yield from table(
        ("written", "means", "example"), ((written, means, code(example)) for written, means, example in COMPARISONS)
    )
    yield "## Values\n"
    yield from table(("value", "written"), LITERALS)
    yield (
        "A missing value fulfils no comparison. So `country != DE`, `not (country = DE)` and `country not in (DE)` all keep the "
        "interactions whose country is unknown; `country is empty` finds them.\n"
    )


def _did() -> Iterator[str]:
    from rapport.core.kinds import KINDS

    yield "## What the person did\n"
    yield (
        "`did(KIND, SPAN, FILTER)` asks about the *person* of the interaction, not about the interaction. Span and filter can be "
        "left out. Whoever is anonymous never did anything.\n"
    )
    yield from table(("written", "the person…"), ((code(written), means) for written, means in DID))
    yield f"[Kinds](kinds.md): {codes(KINDS)}.\n"


def _names() -> Iterator[str]:
    from rapport.understand.metrics.names import BREAKDOWN_NAMES, FILTER_NAMES

    yield "## Names\n"
    yield "- Your own **dimensions**, by the name that the mapping gives them: `country`.\n"
    yield "- **Traits** of the person, the latest value of each: `trait.plan`. Names with blanks or signs stand in brackets:\n"
    yield "  `[trait.Member since]`.\n"
    yield "- These, which every interaction can have. *By* says whether `--by` takes the name as well.\n"
    names = told(FILTER_NAMES, NAMES, "names of filters")
    yield from table(
        ("name", "stands for", "by"), ((code(n), means, "yes" if n in BREAKDOWN_NAMES else "") for n, means in names.items())
    )
    yield "On figures about conversations, orders and contracts a name means the first value that is known among their rows.\n"
