"""What the parts of a mapping mean, where no list in the code says it. `told` checks that these are all of them."""

TOP = {
    "version": "`1`: the version of this language. Needed.",
    "source": "Where the rows come from, in a word of your own: the namespace of their identities and of `external` ids. Needed.",
    "about": "A line for whoever reads the mapping.",
    "file": "How to read the file, where that is not found out by itself: [file](#file).",
    "id": (
        "What a row is known by: a column, a long form, or a list of columns. A row that comes again with a known id is a "
        "duplicate and changes nothing. Without it a row is known by its cells, and equal rows all count."
    ),
    "zone": "Time zone of times that name no offset (`Europe/Vilnius`); otherwise that of the workspace.",
    "missing": "Codes that mean nothing, in every column.",
    "traits": "What is known of the person, by name: a column or long form each. Figures can be broken down by `trait.NAME`.",
    "consents": "Columns that say what the person allowed: [consents](#consents).",
    "keep": "Which columns that nothing takes are kept as properties: `rest` (all: so it is without `keep`), `none`, or a list.",
    "drop": "Columns that are never stored.",
    "interactions": "What a row becomes: a list of [interactions](#interactions).",
}
OWN = {
    "person": "who it was: [person](#person)",
    "dimensions": "what figures can be broken down by, by name (small letters, digits, `_`): `dimensions: {country: Country}`",
    "properties": "whatever else is to be kept, by name; numbers and lists stay what they are",
}
IDENTIFIERS = {
    "external": "an id that only this source knows: customer number, contact id",
    "user_id": "your own product's id of the person, the same in all your sources",
    "email": "an e-mail address; `Dana <dana@example.com>` is read",
    "phone": "a phone number; national ones need the workspace's `phone_region`",
    "handle": "a name on a network, which has to be said: `{column: twitter, network: x}`",
    "anonymous_id": "a device or browser",
}
RULE = {
    "name": "What tells the interactions of one row apart; part of their identity. Needed where two would be called the same.",
    "when": "An [expression](#expressions): the rows that it is for. Without it: all.",
    "for_each": (
        'Columns, by name or pattern (`["rate_*", "!rate_comment"]`: `*` any letters, `?` one, `!` not these): one '
        "interaction for each. `$value` is the cell, `$column` the name."
    ),
    "optional": "`true`: the interaction is left out where the file has no such columns (`for_each`) or list (`each`).",
    "each": (
        "A list inside the row (JSON): one interaction for each element, which is `$item`. An element with an `id` is known by "
        "it, others by their place."
    ),
    "repeat": "A count: as many interactions as it says.",
    "needs": "Fields or columns without which the row says nothing here: it is left out, and no reject.",
}
CHANGES = {
    "column": "the name of a column",
    "value": "a fixed value",
    "template": "a text with `{columns}` in it; nothing, where all of them are empty",
    "expr": "an [expression](#expressions)",
    "first_of": "columns or long forms: the first that is not empty; columns that the file does not have are passed over",
    "optional": "`true`: columns that the file does not have count as empty, instead of being an error",
    "missing": "codes that mean nothing, beside those at the top",
    "extract": "a regular expression: what its first group finds, or all of it; nothing, where it does not fit",
    "split": "a text at which the cell is cut, or `{on: …, take: …}`",
    "lower": "`true`: in small letters",
    "upper": "`true`: in capitals",
    "map": "a value for each cell: `{1: yes, 2: no}`; `null` for nothing",
    "matches": 'a value for each regular expression, the first that fits: `{"(?i)bot|crawl": robot}`',
    "else": "what all others become, behind `map` and `matches`; without it they stay as they are",
    "default": "what is taken where there is nothing",
}
SPLIT = {"on": "the text between the pieces; a blank stands for any run of them", "take": "which piece, from 0; -1 is the last"}
EXTRA = {
    "time": (
        "TimeField",
        {
            "format": "one or several [formats](#formats-of-times), in the order in which they are tried",
            "zone": "of times without an offset, in this column",
            "plus": "what is added: a column, or `{column: …, unit: min}`",
        },
    ),
    "plus": ("Plus", {"unit": "`ms`, `s`, `min`, `h` or `d`"}),
    "score": (
        "ScoreField",
        {
            "scale": "its ends: `0-10`, `-2..2`",
            "reversed": "`true`: low is good in the file, and is turned",
            "decimal": "`point` or `comma`, where the column does not show it",
        },
    ),
    "amount": (
        "AmountField",
        {
            "decimal": "`point` or `comma`, where the column does not show it",
            "unit": "`major` (49.90) or `minor` (4990 cents)",
            "absolute": "`true`: the sign is left out, where a file writes refunds below zero",
        },
    ),
    "duration": (
        "DurationField",
        {"unit": "of bare numbers: `ms`, `s`, `min`, `h` or `d`; `HH:MM:SS` and `PT5M` are read as well"},
    ),
    "text": ("TextField", {"html": "`true`: tags are taken out"}),
    "traits": (
        "TraitField",
        {"type": "`auto` (numbers and true or false where they are written so), `text`, `number`, `boolean` or `time`"},
    ),
    "person": (
        "IdentifierField",
        {
            "network": "of a handle",
            "verified": "`false`: whoever it was typed it in, and nobody proved it",
            "each": 'what parts several in one cell: `each: ";"`',
        },
    ),
}
TIME_FORMATS = {
    "iso": "`2026-01-31`, `2026-01-31T12:00:00Z`, `2026-01-31 12:00 +0200`, `2026-01`",
    "rfc5322": "`Sat, 31 Jan 2026 12:00:00 +0200`, as in mails",
    "apache": "`31/Jan/2026:12:00:00 +0200`, as in access logs",
    "words": "`31 January 2026`, `Jan 31, 2026 3:04 PM`, `31 ม.ค. 2569`; months in many languages",
    "ymd": "`2026/1/31`, `2026年1月31日`",
    "dmy": "`31.1.2026 14:05`, `31/01/26`",
    "mdy": "`1/31/2026 2:05 PM`",
    "epoch_s": "seconds since 1970: `1769860800`",
    "epoch_ms": "thousandths of a second since 1970",
    "epoch_us": "millionths of a second since 1970",
    "epoch_ns": "billionths of a second since 1970",
    "compact": "`20260131`, `20260131120000`",
    "excel": "days as Excel counts them: `46053.5`",
    "year": "`2026`: its first moment",
}
FUNCTIONS = {
    "abs": "a number without its sign",
    "coalesce": "the first of its values that is not empty",
    "count": 'how often a text holds another: `count(tags, ",")`',
    "ends_with": "whether a text ends with another",
    "if": "the second value where the first is true, otherwise the third",
    "length": "the number of characters",
    "lower": "a text in small letters",
    "number": "a text as the number that it says",
    "replace": 'a text with one part replaced by another: `replace(sku, "-", "")`',
    "round": "a rounded number; a second value says the digits",
    "starts_with": "whether a text begins with another",
    "trim": "a text without blanks around it",
    "upper": "a text in capitals",
}
CONSENT = {
    "purpose": "what it is for: newsletter, research…",
    "status": "granted or withdrawn: a column or long form, often with `map`",
    "basis": "the legal basis; `consent`, where nothing else is said",
    "time": "when it was said; otherwise the row's time",
}
