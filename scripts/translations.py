"""The catalogue of the interface's texts: `src/rapport/locale/<language>/LC_MESSAGES/django.po`.

    python scripts/translations.py update     take texts in from code and templates, and out what no longer stands there
    python scripts/translations.py compile    write the .mo files that the program reads
    python scripts/translations.py check      fail where a text is not in a catalogue, not translated, or cannot be translated
    python scripts/translations.py extract    print every text and where it stands

English is the source. `update` and `check` read `src/rapport`; tests are left out.
"""

import io
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import django
from babel.messages import Catalog
from babel.messages.checkers import checkers
from babel.messages.extract import DEFAULT_KEYWORDS, extract, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.template.base import Lexer, TokenType
from django.utils.translation.template import templatize
from telling import say

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "rapport"
LOCALE = SOURCE / "locale"
LANGUAGES = ("lt", "th", "zh_Hant")

KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
    # What domains say, also in errors: translated by the pages that show it.
    "Notice": None,
}
# A template whose texts are for developers alone says so.
UNTRANSLATED = "{# untranslated #}"


def main(arguments: list[str]) -> int:
    commands: dict[str, Callable[[], int]] = {
        "extract": extract_all,
        "update": update_all,
        "compile": compile_all,
        "check": check_all,
    }
    if len(arguments) != 1 or arguments[0] not in commands:
        print(__doc__, file=sys.stderr)  # noqa: T201
        return 2
    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    return commands[arguments[0]]()


def extract_all() -> int:
    for message in collected():
        if message.id:
            print(", ".join(sorted({path for path, _ in message.locations})), "|", message.id)  # noqa: T201
    return 0


def update_all() -> int:
    texts = collected()
    for language in LANGUAGES:
        catalogue = read(language)
        catalogue.update(texts, no_fuzzy_matching=True)
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        path_of(language).write_text(written(catalogue))
        missing = sum(1 for message in catalogue if message.id and not is_translated(message))
        say(f"{language}: {len(catalogue)} texts, {missing} to translate")
    return 0


_IDLE_HEADERS = ("Report-Msgid", "POT-Creation", "PO-Revision", "Last-Translator", "Language-Team", "Generated-By")


def written(catalogue: Catalog) -> str:
    """The file's text, without the headers that would differ each time or name nobody."""
    catalogue.header_comment = f"# {catalogue.locale.english_name} texts of Rapport's interface; see scripts/translations.py."
    file = io.BytesIO()
    write_po(file, catalogue, width=120, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
    return "".join(
        line
        for line in file.getvalue().decode().splitlines(keepends=True)
        if not line.startswith(tuple(f'"{name}' for name in _IDLE_HEADERS))
    )


def compile_all() -> int:
    for language in LANGUAGES:
        if path_of(language).exists():
            with path_of(language).with_suffix(".mo").open("wb") as file:
                write_mo(file, read(language))
    return 0


def check_all() -> int:
    texts = collected()
    problems = [problem for language in LANGUAGES for problem in catalogue_problems(language, texts)]
    problems += [problem for path in templates() for problem in untranslatable(path)]
    for problem in problems[:50]:
        print(problem, file=sys.stderr)  # noqa: T201
    if problems:
        print(f"{len(problems)} problems of translation; `scripts/translations.py update` first.", file=sys.stderr)  # noqa: T201
    return 1 if problems else 0


def catalogue_problems(language: str, texts: Catalog) -> Iterator[str]:
    catalogue = read(language)
    for message in texts:
        if not message.id:
            continue
        translated = catalogue.get(message.id, message.context)
        if translated is None:
            yield f"{language}: not in the catalogue: {message.id!r}"
        elif not is_translated(translated):
            yield f"{language}: not translated: {message.id!r}"
        else:
            yield from (f"{language}: {fault} in the translation of {message.id!r}" for fault in faults(catalogue, translated))


_PLACEHOLDER = re.compile(r"%[^ ]")


def faults(catalogue: Catalog, message: object) -> Iterator[str]:
    """What Babel finds: placeholders that differ, a wrong number of plural forms."""
    # "95% interval" has no placeholder, though Babel reads "% i" as one.
    if not _PLACEHOLDER.search(str(message.id)):  # type: ignore[attr-defined]  # babel is untyped
        message.flags.discard("python-format")  # type: ignore[attr-defined]  # babel is untyped
    for checker in checkers:
        try:
            checker(catalogue, message)
        except Exception as error:  # noqa: BLE001  # babel raises TranslationError, and others on broken formats
            yield str(error)


def is_translated(message: object) -> bool:
    strings = message.string if isinstance(message.string, list | tuple) else [message.string]  # type: ignore[attr-defined]  # babel is untyped
    return bool(strings) and all(strings) and not message.fuzzy  # type: ignore[attr-defined]


def read(language: str) -> Catalog:
    """Read a language's catalogue; one that is not there yet is empty."""
    if not path_of(language).exists():
        return Catalog(locale=language, domain="django", project="Rapport", fuzzy=False, charset="utf-8")
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language, domain="django")


def path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def collected() -> Catalog:
    """Return every text of the code and the templates, with the files that it stands in."""
    catalogue = Catalog(project="Rapport", charset="utf-8")
    for path in (*modules(), *templates()):
        method = extract_python if path.suffix == ".py" else extract_template
        with path.open("rb") as file:
            for line, text, comments, context in extract(method, file, keywords=KEYWORDS, comment_tags=("Translators:",)):
                catalogue.add(text, locations=[(str(path.relative_to(SOURCE)), line)], auto_comments=comments, context=context)
    for text in defined():
        catalogue.add(text, locations=[("understand/metrics/definitions", 1)])
    return catalogue


def defined() -> Iterator[str]:
    """What is said as plain data, so that it needs no translation to be read: metrics, kinds of interactions, presets."""
    from rapport.collect.sources.public import presets
    from rapport.core.kinds import KINDS
    from rapport.understand.metrics.metric import METRICS

    for metric in METRICS.values():
        yield from (metric.title, metric.definition, metric.interval, *metric.caveats)
    for kind in KINDS.values():
        yield kind.title
    for preset in presets().values():
        yield from (preset.title, preset.about)


def modules() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py") if "tests" not in path.parts)


def templates() -> list[Path]:
    found = (path for kind in ("html", "txt") for path in SOURCE.rglob(f"templates/**/*.{kind}"))
    return sorted(path for path in found if "tests" not in path.parts)


def extract_template(file: io.BufferedReader, keywords: object, comment_tags: object, options: object) -> Iterator[object]:
    """Let Django turn the template's tags into calls of gettext, which Babel reads as Python."""
    code = templatize(file.read().decode())
    # Markup's indentation is none of Python's.
    plain = "\n".join(line.lstrip() for line in code.split("\n"))
    yield from extract_python(io.BytesIO(plain.encode()), keywords, comment_tags, options)


_MARKUP = re.compile(r"<!--.*?-->|<(script|style|code|kbd|svg)\b.*?</\1>|<[^>]*>", re.DOTALL)
_SPOKEN = re.compile(r"""\b(?:aria-label|title|placeholder|alt|data-confirm[a-z-]*)=["']([^"'{}<>]+)["']""")
_WORD = re.compile(r"[A-Za-z]{2,}")
# What these tags hold is no text: class names, ids.
_UNSPOKEN = re.compile(r"block page_class|capture as \w+_id")
_PROPER = frozenset(
    (
        "Rapport",
        "NPS",
        "CSAT",
        "CES",
        "CSV",
        "XLSX",
        "PNG",
        "PDF",
        "JSON",
        "API",
        "URL",
        "ID",
        "OpenAPI",
        "Esc",
        "nbsp",
        "amp",
        "middot",
    )
)


def untranslatable(path: Path) -> Iterator[str]:
    """Words of a template that stand outside of any translation."""
    source = path.read_text()
    if path.suffix != ".html" or UNTRANSLATED in source:
        return
    depth = 0
    kept: list[str] = []
    is_unspoken = False
    for token in Lexer(source).tokenize():
        word = token.contents.split()[0] if token.contents.split() else ""
        if token.token_type == TokenType.BLOCK and word in ("blocktranslate", "blocktrans", "comment"):
            depth += 1
        elif token.token_type == TokenType.BLOCK and word in ("endblocktranslate", "endblocktrans", "endcomment"):
            depth -= 1
        elif token.token_type == TokenType.TEXT and not depth and not is_unspoken:
            kept.append(token.contents)
        else:
            kept.append("\x00")
        is_unspoken = token.token_type == TokenType.BLOCK and bool(_UNSPOKEN.fullmatch(token.contents))
    text = "".join(kept)
    spoken = " ".join(_SPOKEN.findall(text))
    for found in _WORD.findall(f"{spoken} {_MARKUP.sub(' ', text)}"):
        if found not in _PROPER:
            yield f"{path.relative_to(ROOT)}: {found!r} is not translated."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
