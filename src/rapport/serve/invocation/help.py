"""The help of the program: commands grouped by what they are for, and examples."""

import argparse
from collections.abc import Iterable, Sequence

from rapport import __doc__ as summary
from rapport.core.commands import Command

# A command belongs to the stage of the house that its package stands in.
STAGES = {
    "collect": "Bring data in",
    "understand": "Ask",
    "record": "People",
    "accounts": "Run Rapport",
    "serve": "Run Rapport",
}
OTHERS = "From plugins"

_FIRST_STEPS = (
    "rapport import answers.csv --dry-run",
    "rapport import answers.csv",
    "rapport ask nps --every month",
)


def describe_commands(commands: Iterable[Command]) -> str:
    """Return the text of `rapport --help`."""
    groups: dict[str, list[Command]] = {title: [] for title in (*STAGES.values(), OTHERS)}
    for command in commands:
        groups[stage_of(command)].append(command)
    width = max((len(command.key) for group in groups.values() for command in group), default=0)
    lines = ["usage: rapport COMMAND [ARGUMENTS]", "", (summary or "").strip(), ""]
    for title, group in groups.items():
        if group:
            lines += [f"{title}:", *(f"  {command.key:{width}}  {sentence(command.title)}" for command in group), ""]
    lines += ["Options of every command:", *_GLOBAL_OPTIONS, "", describe_examples(_FIRST_STEPS), ""]
    lines += ["`rapport COMMAND --help` shows the arguments of a command, with examples.", ""]
    return "\n".join(lines)


_GLOBAL_OPTIONS = (
    "  --home FOLDER      where everything lies (or the environment variable RAPPORT_HOME)",
    "  --workspace NAME   the workspace to work in (or RAPPORT_WORKSPACE); `default` exists from the start",
    "  --json             print JSON for programs",
    "  --version          print the version",
    "  -h, --help         show this help",
)


def stage_of(command: Command) -> str:
    """Return the title of the group in which the help lists a command."""
    parts = command.configure.__module__.split(".")
    return STAGES.get(parts[1], OTHERS) if parts[0] == "rapport" and len(parts) > 1 else OTHERS


class ArgumentsHelp(argparse.RawDescriptionHelpFormatter):
    """Leaves the options of every command out of the usage line, where they would hide the command's own."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        own = [action for action in actions if action.dest not in GLOBAL_DESTINATIONS]
        super().add_usage(usage, own, groups, prefix)


GLOBAL_DESTINATIONS = ("global_home", "global_workspace", "global_json", "version", "help")


def sentence(title: str) -> str:
    """Begin with a capital letter."""
    return title[:1].upper() + title[1:]


def describe_examples(examples: Sequence[str]) -> str:
    """Return the examples as a block of text; empty when there are none."""
    return "\n".join(["Examples:", *(f"  {example}" for example in examples)]) if examples else ""
