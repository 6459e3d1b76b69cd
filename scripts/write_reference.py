"""Write docs/reference/ from the code: what people look up must not be able to go stale."""

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "reference"
NOTE = "<!-- Written by scripts/write_reference.py from the code. Change the code instead. -->\n"


def commands() -> Iterator[str]:
    from rapport.serve.invocation.public import build_parser

    yield "# Commands"
    yield "Global options stand before or after the command. Every command takes `--json`.\n"
    parser = build_parser()
    yield _help("rapport", parser)
    for name, child in _children(parser):
        yield f"## rapport {name}"
        yield _help(f"rapport {name}", child)
        for grandname, grandchild in _children(child):
            yield f"### rapport {name} {grandname}"
            yield _help(f"rapport {name} {grandname}", grandchild)


def _children(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:  # argparse offers no other way to list its commands
        if isinstance(action, argparse._SubParsersAction):
            yield from sorted(action.choices.items())


def _help(name: str, parser: argparse.ArgumentParser) -> str:
    parser.prog = name
    return f"```text\n{parser.format_help().rstrip()}\n```\n"


def kinds() -> Iterator[str]:
    from rapport.core.kinds import KINDS

    yield "# Kinds of interaction"
    yield "A kind says what happened. Where a mapping gives no channel or direction, those named here hold.\n"
    yield "| kind | what happened | needs | channel | direction |\n|---|---|---|---|---|"
    for kind in KINDS.values():
        needs = ", ".join(field if isinstance(field, str) else " or ".join(field) for field in kind.required)
        needs = needs.replace("who", "an identifier")
        yield f"| `{kind.key}` | {kind.description} | {needs} | {kind.channel} | {kind.direction} |"
    yield "\n## Examples\n"
    for kind in KINDS.values():
        example = json.dumps(msgspec.to_builtins(kind.example), indent=2, ensure_ascii=False)
        kept = ", ".join(f"`{name}`" for name in sorted(kind.erase.keep))
        yield f"### {kind.title} (`{kind.key}`)\n\n```json\n{example}\n```\n\nAfter an erasure these stay: {kept}.\n"


def metrics() -> Iterator[str]:
    from rapport.understand.metrics.public import catalogue

    yield "# Metrics"
    for metric in catalogue():
        yield f"## {metric.title}\n\n`rapport ask {metric.key}`\n\n{metric.definition}\n"
        yield f"- Unit: {metric.unit}. Direction: {str(metric.direction).replace('_', ' ')}.\n- Interval: {metric.interval}"
        yield from (f"- {caveat}" for caveat in metric.caveats)
        yield ""


def settings() -> Iterator[str]:
    from rapport.accounts.public import WORKSPACE_SETTINGS
    from rapport.serve.settings.catalogue import SETTINGS

    yield "# Settings\n\n## Of the installation\n\nEnvironment variables.\n"
    yield "| name | meaning | default | values |\n|---|---|---|---|"
    for setting in SETTINGS:
        option = f" Also `{setting.option}`." if setting.option else ""
        yield f"| `{setting.name}` | {setting.meaning}{option} | {setting.default} | {setting.values} |"
    yield "\n## Of a workspace\n\n`rapport workspace set NAME VALUE`\n"
    yield "| name | meaning | values |\n|---|---|---|"
    for own in WORKSPACE_SETTINGS:
        yield f"| `{own.name}` | {own.meaning} | {own.values} |"


PAGES: dict[str, Callable[[], Iterator[str]]] = {"commands": commands, "kinds": kinds, "metrics": metrics, "settings": settings}


def main() -> int:
    import django

    django.setup()
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, write in PAGES.items():
        text = NOTE + "\n".join(write()) + "\n"
        (TARGET / f"{name}.md").write_text(re.sub(r"\n{3,}", "\n\n", text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
