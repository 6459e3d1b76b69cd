"""The language of mappings: every field of the document, from the structs that read it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reference.docstrings import parameters_of
from reference.mapping_meanings import CHANGES, CONSENT, EXTRA, FUNCTIONS, IDENTIFIERS, OWN, RULE, SPLIT, TIME_FORMATS, TOP
from reference.markdown import block, code, codes, table, told

EXAMPLE = Path(__file__).parent / "example.yaml"


def mapping() -> Iterator[str]:
    yield "# Mapping\n"
    yield (
        "A mapping is a YAML text that says what the rows of a file become. "
        "[Write a mapping](../how-to/write-a-mapping.md) shows how to get to one; this page lists everything that can stand in "
        "it. Every text stays as it is written: `no` is the word no, and `007` keeps its zeros.\n"
    )
    for part in (_example, _top, _facts, _person, _rules, _long_form, _times, _expressions, _names, _file, _consents, _presets):
        yield from part()


def _example() -> Iterator[str]:
    from rapport.collect.sources.mapping.parse import parse_mapping

    text = EXAMPLE.read_text(encoding="utf-8")
    parse_mapping(text, name=EXAMPLE.name)
    yield "## A complete example\n"
    yield block(text, "yaml")


def _top() -> Iterator[str]:
    from rapport.collect.sources.mapping import document

    yield "## The document\n"
    yield "At the top stands what holds for the whole file, and what every interaction of a row has in common.\n"
    own = _fields(document.Mapping, but=document.Rule)
    yield from table(("field", "meaning"), ((code(name), meaning) for name, meaning in told(own, TOP, "the document").items()))
    yield "Without `interactions` the document is itself the one interaction, and takes the fields of both tables below.\n"


def _facts() -> Iterator[str]:
    from rapport.collect.sources.mapping import document
    from rapport.collect.sources.mapping.fields import FIELDS, SCALES

    yield "## What an interaction says\n"
    yield (
        "These fields stand at the top, or in an interaction, which then differs from the others. A plain text means what the "
        "column *plain* says: the name of a column, or the word itself; `{column: …}` and `{value: …}` say the other. A text "
        "with `{braces}` is a template everywhere, and one that begins with `$` is one of [our own names](#our-own-names).\n"
    )
    rows = [
        (code(f.name), f.plain, f.title + (f" (at most {f.longest} characters)" if f.longest else "")) for f in FIELDS.values()
    ]
    others = [name for name in _fields(document.Facts) if name not in FIELDS]
    rows += [(code(name), "", meaning) for name, meaning in told(others, OWN, "facts").items()]
    yield from table(("field", "plain", "meaning"), rows)
    yield "`kind` is one of the [kinds of interaction](kinds.md), which also say what each needs.\n"
    yield (
        "**Scales** that need not be said: "
        + ", ".join(f"`{name}` {low:g}-{high:g}" for name, (low, high) in SCALES.items())
        + ".\n"
    )
    yield (
        "Any other metric, with a name of your own, needs `scale:`. A score outside its scale rejects the row. A score, or a "
        "text, that is empty or a missing code says nothing: no interaction, no reject.\n"
    )


def _person() -> Iterator[str]:
    from rapport.collect.sources.mapping import document

    yield "## person\n"
    yield "Each takes a column, a long form, or a list of them. Nobody known: leave `person` out, and rows stay anonymous.\n"
    identifiers = told(_fields(document.Person), IDENTIFIERS, "person")
    yield from table(("identifier", "meaning"), ((code(name), meaning) for name, meaning in identifiers.items()))


def _rules() -> Iterator[str]:
    from rapport.collect.sources.mapping import document

    yield "## interactions\n"
    yield "Each item has the fields above, and these:\n"
    rules = told(_fields(document.Rule, but=document.Facts), RULE | {"kind": ""}, "rules")
    yield from table(("field", "meaning"), ((code(name), meaning) for name, meaning in rules.items() if meaning))
    yield "The first interaction of a row also carries its traits, and the columns that nothing else takes, as properties.\n"


def _long_form() -> Iterator[str]:
    from rapport.collect.sources.mapping import document

    yield "## The long form of a field\n"
    yield (
        "Instead of a plain text any field takes `{…}`: exactly one source (the first five), and what is done with the cell, in "
        "this order. Empty cells, and what programs write for them (`null`, `NaN`, `N/A`, `\\N`…), are nothing; in texts of "
        "people only the empty one is.\n"
    )
    changes = told(_fields(document.Field), CHANGES, "the long form")
    yield from table(("part", "meaning"), ((code(name), meaning) for name, meaning in changes.items()))
    split = told(_fields(document.Split), SPLIT, "split")
    yield from table(("part of `split`", "meaning"), ((code(name), meaning) for name, meaning in split.items()))
    yield "Some fields take more:\n"
    yield from table(("field", "part", "meaning"), _extra())


def _extra() -> Iterator[tuple[str, str, str]]:
    from rapport.collect.sources.mapping import document

    for field, (struct, meanings) in EXTRA.items():
        own = _fields(getattr(document, struct), but=document.Field)
        for name, meaning in told(own, meanings, field).items():
            yield code(field), code(name), meaning


def _times() -> Iterator[str]:
    from rapport.collect.sources.mapping.times.formats import READERS

    yield "## Formats of times\n"
    yield (
        "Without `format` a column is looked through, and its format found; where day and month cannot be told apart, Rapport "
        "asks. Anything with a `%` is a pattern of [`strptime`](https://docs.python.org/3/library/datetime.html#format-codes).\n"
    )
    formats = told(READERS, TIME_FORMATS, "formats of times")
    yield from table(("format", "reads"), ((code(name), meaning) for name, meaning in formats.items()))


def _expressions() -> Iterator[str]:
    from rapport.collect.sources.mapping.expressions import FUNCTION_NAMES

    yield "## Expressions\n"
    yield (
        "`when` and `expr` calculate on the cells of a row. Names are columns, those with spaces or signs in brackets: "
        "`[unit price]`. Texts stand in quotes. Two cells are compared as numbers where both are numbers, otherwise as texts; an "
        "empty cell equals only an empty one, and is neither above nor below anything.\n"
    )
    operators = ("+ - * /", "= != < <= > >=", "contains", "matches", "in (…), not in (…)", "is empty, is not empty", "and or not")
    yield f"Operators: {codes(operators)}.\n"
    functions = told(FUNCTION_NAMES, FUNCTIONS, "functions")
    yield from table(("function", "gives"), ((code(name + "(…)"), meaning) for name, meaning in functions.items()))


def _names() -> Iterator[str]:
    from rapport.collect.sources.mapping.frame import PSEUDO_COLUMNS

    yield "## Our own names\n"
    yield from table(("name", "stands for"), ((code(name), meaning) for name, meaning in PSEUDO_COLUMNS.items()))
    yield (
        "In JSON and XES, `via.channel` looks into an object, `items.0.price` into the first element of a list, and "
        "`refunds.*.transactions` into every one. A name finds its column however it is written: `created_at`, `Created At`.\n"
    )


def _file() -> Iterator[str]:
    from rapport.collect.sources.files.format import FORMATS
    from rapport.collect.sources.files.rows import FileOptions
    from rapport.collect.sources.mapping import document

    yield "## file\n"
    yield "Only what is not found out by itself.\n"
    options = told(_fields(document.FileSection), parameters_of(FileOptions), "file")
    yield from table(("field", "meaning"), ((code(name), meaning) for name, meaning in options.items()))
    formats = ((code(each.key), each.title) for each in FORMATS.values())
    yield from table(("format", "what it is"), formats)


def _consents() -> Iterator[str]:
    from rapport.collect.sources.mapping import document

    yield "## consents\n"
    consents = told(_fields(document.Consent), CONSENT, "consents")
    yield from table(("field", "meaning"), ((code(name), meaning) for name, meaning in consents.items()))


def _presets() -> Iterator[str]:
    from rapport.collect.sources.presets.catalogue import presets

    yield "## Presets\n"
    yield (
        "Mappings for known exports. A file with the columns of one is recognised; `rapport import FILE --preset NAME` asks for "
        "it, and `--save-map FILE` keeps it to be changed.\n"
    )
    for preset in presets().values():
        columns = ", ".join(" or ".join(map(code, names.split("|"))) for names in preset.columns)
        yield f"### {preset.title} {{: #{preset.key} }}\n"
        yield f"`--preset {preset.key}`. {preset.about}\n"
        yield f"Recognised by: {columns}.\n"


def _fields(struct: Any, *, but: Any = None) -> list[str]:
    """Return the names of a struct as they are written in YAML, without those of another."""
    inherited = set(but.__struct_encode_fields__) if but else set()
    return [name for name in struct.__struct_encode_fields__ if name not in inherited]
