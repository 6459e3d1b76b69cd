"""The commands `ask`, `changes` and `metrics`."""

import argparse
import re

from rapport.core.commands import Command, CommandContext, Needs


def _configure_question(parser: argparse.ArgumentParser) -> None:
    # argparse would take the value of `--from -90d` for an option.
    parser._negative_number_matcher = re.compile(r"^-\d+(\.\d+)?[hdwmy]?(\.\.\S*)?$")
    parser.add_argument(
        "--from", dest="first", metavar="DAY", help="first day, month or year: 2017, 2017-05, 2017-05-01, today, -90d"
    )
    parser.add_argument("--to", dest="last", metavar="DAY", help="last day, month or year, which is part of the period")
    parser.add_argument("--where", metavar="EXPR", help="filter: country = DE and did(order_placed, 90d)")


def _configure_ask(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("metric", metavar="METRIC", help="its name; `rapport metrics` lists them")
    _configure_question(parser)
    parser.add_argument("--every", metavar="GRAIN", help="one figure for each day, week, month, quarter or year")
    parser.add_argument(
        "--by", action="append", default=[], metavar="DIM", help="break down by channel, country, trait.plan, weekday, …"
    )
    parser.add_argument("--compare", metavar="WHAT", help="previous, rest (of the breakdown), or another period FROM..TO")
    parser.add_argument("--weighted", action="store_true", help="let each answer count with its survey weight")
    parser.add_argument(
        "--window", metavar="SPAN", help="retention: how long without a sign of life until a person is lost (90d)"
    )


def _run_ask(arguments: argparse.Namespace, context: CommandContext) -> int:
    from rapport.accounts.public import get_workspace
    from rapport.record.store.public import current_store
    from rapport.understand.metrics.as_json import answer_as_json
    from rapport.understand.metrics.as_text import answer_as_text
    from rapport.understand.metrics.ask import ask
    from rapport.understand.metrics.parse import parse_question

    workspace = get_workspace(context.workspace)
    question = parse_question(
        arguments.metric,
        zone=workspace.zone,
        first=arguments.first,
        last=arguments.last,
        every=arguments.every,
        by=arguments.by,
        where=arguments.where,
        compare=arguments.compare,
        is_weighted=arguments.weighted,
        window=arguments.window,
    )
    answer = ask(workspace, current_store(workspace.slug), question)
    if context.as_json:
        _print_json(answer_as_json(answer), context)
    else:
        context.out.write(answer_as_text(answer, width=context.width, with_chart=context.is_terminal))
    return 0


def _configure_changes(parser: argparse.ArgumentParser) -> None:
    _configure_question(parser)
    parser.add_argument("--compare", metavar="WHAT", help="another period FROM..TO; the default is the one before")
    parser.add_argument("--by", action="append", default=[], metavar="DIM", help="look at these dimensions only")
    parser.add_argument("--metric", action="append", default=[], metavar="METRIC", help="look at these metrics only")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="how many changes to show (20)")


def _run_changes(arguments: argparse.Namespace, context: CommandContext) -> int:
    from rapport.accounts.public import get_workspace
    from rapport.record.store.public import current_store
    from rapport.understand.metrics.changes import find_changes
    from rapport.understand.metrics.changes_text import changes_as_json, changes_as_text
    from rapport.understand.metrics.parse import parse_metric, parse_question

    workspace = get_workspace(context.workspace)
    metrics = [parse_metric(name) for names in arguments.metric for name in names.split(",")]
    question = parse_question(
        "interactions",
        zone=workspace.zone,
        first=arguments.first,
        last=arguments.last,
        by=arguments.by,
        where=arguments.where,
        compare=arguments.compare,
    )

    def show(metric: str) -> None:
        if context.is_terminal:
            context.progress.write(f"\r\x1b[Klooking at {metric} …")
            context.progress.flush()

    found = find_changes(workspace, current_store(workspace.slug), question, metrics=metrics, progress=show)
    if context.is_terminal:
        context.progress.write("\r\x1b[K")
    if context.as_json:
        _print_json(changes_as_json(found), context)
    else:
        context.out.write(changes_as_text(found, width=context.width, limit=arguments.limit))
    return 0


def _configure_metrics(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="show one definition in full")


def _run_metrics(arguments: argparse.Namespace, context: CommandContext) -> int:
    from rapport.understand.metrics.as_json import metric_as_json
    from rapport.understand.metrics.catalogue import catalogue
    from rapport.understand.metrics.catalogue_text import catalogue_as_text, metric_as_text
    from rapport.understand.metrics.metric import METRICS
    from rapport.understand.metrics.parse import parse_metric

    if arguments.name:
        metric = METRICS[parse_metric(arguments.name)]
        if context.as_json:
            _print_json(metric_as_json(metric), context)
        else:
            context.out.write(metric_as_text(metric, width=context.width))
    elif context.as_json:
        _print_json([metric_as_json(metric) for metric in catalogue()], context)
    else:
        context.out.write(catalogue_as_text(catalogue(), width=context.width))
    return 0


def _print_json(value: object, context: CommandContext) -> None:
    import json

    context.out.write(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


COMMANDS: tuple[Command, ...] = (
    Command(
        key="ask",
        title="ask a figure: NPS by month, revenue by country, first response time against last month",
        configure=_configure_ask,
        run=_run_ask,
        examples=(
            "rapport ask nps",
            "rapport ask nps --every month --from 2017 --by channel",
            "rapport ask revenue --from 2011-01 --to 2011-03 --compare previous",
            "rapport ask csat --where 'country = DE and did(order_placed, 90d)' --by question --compare rest",
            "rapport ask retention_rate --every month --window 60d --json",
        ),
    ),
    Command(
        key="changes",
        title="find what changed between two periods, in all figures and groups",
        configure=_configure_changes,
        run=_run_changes,
        examples=(
            "rapport changes",
            "rapport changes --from 2011-01 --to 2011-03",
            "rapport changes --metric nps,csat --by channel --compare 2016",
        ),
    ),
    Command(
        key="metrics",
        title="list the figures that can be asked for, or show how one is defined",
        configure=_configure_metrics,
        run=_run_metrics,
        needs=Needs.NOTHING,
        examples=("rapport metrics", "rapport metrics first_response_time"),
    ),
)
