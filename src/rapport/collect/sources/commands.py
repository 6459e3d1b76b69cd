"""The commands `import` and `rejects`."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from rapport.core.commands import Command, CommandContext, Needs
from rapport.core.printing import print_json

if TYPE_CHECKING:
    from rapport.collect.sources.imports.choosing import ChosenMapping
    from rapport.collect.sources.imports.request import ImportRequest
    from rapport.spool.public import RejectFilter

_PRESETS = Path(__file__).parent / "presets"


def configure_import(parser: argparse.ArgumentParser) -> None:
    keys = ", ".join(sorted(path.stem for path in _PRESETS.glob("*.yaml")))
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="CSV, JSON, Excel, SPSS, XES, Parquet, logs; also .gz and .zip"
    )
    how = parser.add_argument_group("what the rows are (without these: recognised, or guessed and shown)")
    how.add_argument("--map", type=Path, metavar="FILE", help="a mapping (YAML)")
    how.add_argument("--preset", metavar="NAME", help=f"a known export: {keys}")
    how.add_argument("--presets", action="store_true", help="list the known exports and end")
    look = parser.add_argument_group("looking first")
    look.add_argument(
        "--dry-run", action="store_true", help="show the first rows as the interactions they would become; store nothing"
    )
    look.add_argument("--save-map", type=Path, metavar="FILE", help="write the mapping that is used to a file")
    look.add_argument(
        "--report", type=Path, metavar="FILE", help="write how far it is to a file (JSON), for a program that watches"
    )
    say = parser.add_argument_group("helping the guess")
    say.add_argument("--time", metavar="WHEN", help="a column, a day (2017-05-15), or a template ('2017-05-{DAY}')")
    say.add_argument(
        "--time-format", metavar="FORMAT", help="dmy (31/12/2025), mdy (12/31/2025), or a pattern such as '%%d|%%m|%%Y'"
    )
    say.add_argument("--kind", metavar="KIND", help="what a row is, for example review_posted")
    say.add_argument("--source", metavar="NAME", help="namespace of the rows' identities (default: the name of the file)")
    say.add_argument("--zone", metavar="ZONE", help="time zone of times without an offset, for example Europe/Riga")
    say.add_argument("--currency", metavar="CODE", help="currency of amounts, for example EUR")


def run_import(arguments: argparse.Namespace, context: CommandContext) -> int:
    from rapport.accounts.public import get_workspace
    from rapport.collect.sources.imports.choosing import choose_mapping
    from rapport.collect.sources.imports.showing import describe_assumptions
    from rapport.core.errors import UserError

    if arguments.presets:
        return _list_presets(context)
    if not arguments.files:
        raise UserError("Say which files: `rapport import answers.csv`. `rapport import --help` shows more.")
    if arguments.map and arguments.preset:
        raise UserError("Give either --map or --preset.")
    request = _request(arguments)
    currency = get_workspace(context.workspace).currency
    chosen = [(path, choose_mapping(path, request, currency=currency)) for path in request.files]
    if request.save_map:
        _save(request.save_map, chosen[0][1].parsed.text)
    if arguments.dry_run:
        return _preview(chosen, context)
    _refuse_doubts(chosen, is_saved=request.save_map is not None)
    for path, choice in chosen:
        context.progress.writelines(f"{line}\n" for line in describe_assumptions(path, choice))
    return _import(chosen, context, report=arguments.report)


def _request(arguments: argparse.Namespace) -> "ImportRequest":
    from rapport.collect.sources.imports.request import ImportRequest
    from rapport.collect.sources.mapping.guess.hints import Hints

    hints = Hints(
        time=arguments.time,
        time_format=arguments.time_format,
        kind=arguments.kind,
        source=arguments.source,
        zone=arguments.zone,
        currency=arguments.currency,
    )
    return ImportRequest(tuple(arguments.files), arguments.map, arguments.preset, hints, arguments.save_map)


def _import(chosen: "list[tuple[Path, ChosenMapping]]", context: CommandContext, *, report: Path | None) -> int:
    from rapport.accounts.public import get_workspace
    from rapport.collect.sources.imports.run import Import
    from rapport.collect.sources.imports.showing import describe_result
    from rapport.core.errors import UserError
    from rapport.core.notice import on_one_line, said_by
    from rapport.core.written_notices import beside
    from rapport.spool.public import open_spool

    workspace = get_workspace(context.workspace)
    home = context.home.workspace(workspace.slug)
    with open_spool(home.spool) as spool:
        running = Import(spool, workspace, home, chosen, context, report=report)
        result = running.run()
    problems = [on_one_line(said_by(problem)) for problem in running.problems]
    if context.as_json:
        print_json({**result.as_json(), "problems": problems, **beside([*result.warnings, *problems])}, context)
    else:
        for line in describe_result(result):
            print(line, file=context.out)
    context.progress.writelines(f"rapport: {problem}\n" for problem in problems)
    return UserError.exit_code if problems else 1 if result.has_failed else 0


def _preview(chosen: "list[tuple[Path, ChosenMapping]]", context: CommandContext) -> int:
    from rapport.accounts.public import get_workspace
    from rapport.collect.sources.imports.preview import preview_file
    from rapport.collect.sources.imports.showing import describe_preview

    workspace = get_workspace(context.workspace)
    previews = [preview_file(path, choice, zone=workspace.zone) for path, choice in chosen]
    if context.as_json:
        print_json(previews[0].as_json() if len(previews) == 1 else [preview.as_json() for preview in previews], context)
        return 0
    for preview in previews:
        print(f"{preview.path.name} ({preview.format}, {len(preview.columns)} columns)", file=context.out)
        for line in describe_preview(preview, width=context.width):
            print(line, file=context.out)
    return 0


def _refuse_doubts(chosen: "list[tuple[Path, ChosenMapping]]", *, is_saved: bool) -> None:
    from rapport.core.errors import UserError

    for path, choice in chosen:
        if choice.doubts:
            draft = None if is_saved else _save_draft(path, choice.parsed.text)
            hint = f" A draft of its mapping is in {draft}: correct it and use --map {draft}." if draft else ""
            raise UserError(f"{path.name} is not clear enough to import by guessing: {' '.join(choice.doubts)}{hint}")


def _save_draft(path: Path, text: str) -> Path | None:
    """Write the draft into the working folder under a name that is free; None where that cannot be written to."""
    stem = path.name.split(".")[0]
    for number in range(1, 100):
        draft = Path.cwd() / f"{stem}{'' if number == 1 else f'-{number}'}.map.yaml"
        try:
            with draft.open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            if draft.read_text(encoding="utf-8", errors="replace") == text:
                return draft
            continue
        except OSError:
            return None
        return draft
    return None


def _save(path: Path, text: str) -> None:
    from rapport.core.errors import UserError

    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"The mapping cannot be written to {path}: {error.strerror}.") from error


def _list_presets(context: CommandContext) -> int:
    from rapport.collect.sources.presets.catalogue import presets

    if context.as_json:
        print_json([{"key": each.key, "title": each.title, "about": each.about} for each in presets().values()], context)
        return 0
    for each in presets().values():
        print(f"{each.key:<22} {each.title}\n{'':<22} {each.about}", file=context.out)
    return 0


def configure_rejects(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, title in _REJECT_ACTIONS.items():
        action = actions.add_parser(name, help=title, description=title)
        action.add_argument("--source", metavar="NAME", help="only of this source")
        action.add_argument("--reason", metavar="CODE", help="only for this reason")
        action.add_argument("--import", dest="import_id", metavar="ID", help="only those that this import met")
        if name == "export":
            action.add_argument("--out", type=Path, required=True, metavar="FILE", help="the CSV to write")
        if name == "replay":
            action.add_argument("--map", type=Path, metavar="FILE", help="a mapping instead of the one that refused them")


_REJECT_ACTIONS = {
    "list": "How many rows were rejected, of which source, and why",
    "export": "Write the rejected rows to a CSV, with what to do, to be corrected and imported",
    "replay": "Run the rejected rows again; those that pass are stored and leave the list",
}


def run_rejects(arguments: argparse.Namespace, context: CommandContext) -> int:
    from rapport.accounts.public import get_workspace
    from rapport.spool.public import RejectFilter

    which = RejectFilter(import_id=arguments.import_id, source=arguments.source, reason=arguments.reason)
    get_workspace(context.workspace)
    return {"list": _list_rejects, "export": _export_rejects, "replay": _replay_rejects}[arguments.action](
        arguments, context, which
    )


def _list_rejects(arguments: argparse.Namespace, context: CommandContext, which: "RejectFilter") -> int:
    from rapport.collect.sources.imports.listing import describe_groups, group_rejects
    from rapport.spool.public import open_spool

    with open_spool(context.home.workspace(context.workspace).spool) as spool:
        groups = group_rejects(spool.rejects(which))
    if context.as_json:
        print_json([group.as_json() for group in groups], context)
        return 0
    for line in describe_groups(groups):
        print(line, file=context.out)
    return 0


def _export_rejects(arguments: argparse.Namespace, context: CommandContext, which: "RejectFilter") -> int:
    from rapport.collect.sources.imports.rejects_file import write_rejects
    from rapport.spool.public import open_spool

    with open_spool(context.home.workspace(context.workspace).spool) as spool:
        rows = write_rejects(arguments.out, lambda: spool.rejects(which))
    if context.as_json:
        print_json({"rows": rows, "file": str(arguments.out)}, context)
        return 0
    print(
        f"Wrote {rows:,} rejected rows to {arguments.out}. Correct them and import that file with the same mapping.",
        file=context.out,
    )
    return 0


def _replay_rejects(arguments: argparse.Namespace, context: CommandContext, which: "RejectFilter") -> int:
    from rapport.accounts.public import get_workspace
    from rapport.collect.sources.imports.choosing import read_mapping
    from rapport.collect.sources.imports.replay import Replay
    from rapport.collect.sources.mapping.parse import parse_mapping
    from rapport.spool.public import open_spool

    workspace = get_workspace(context.workspace)
    mapping = parse_mapping(read_mapping(arguments.map), name=arguments.map.name) if arguments.map else None
    with open_spool(context.home.workspace(workspace.slug).spool) as spool:
        result = Replay(spool, workspace, which, mapping).run()
    if context.as_json:
        print_json({name: getattr(result, name) for name in result.__slots__}, context)
        return 0
    print(
        f"{result.passed:,} of {result.tried:,} rejected rows pass now: {result.stored:,} interactions stored.", file=context.out
    )
    return 0


COMMANDS = (
    Command(
        key="import",
        title="Import files of what customers did and said",
        configure=configure_import,
        run=run_import,
        needs=Needs.DIGEST,
        examples=(
            "rapport import answers.csv --dry-run",
            "rapport import answers.csv --save-map answers.yaml --dry-run",
            "rapport import answers.csv --map answers.yaml",
            "rapport import tickets.json --preset zendesk-tickets",
            "rapport import 2017_survey.csv --time '2017-05-{INTDATE}'",
        ),
    ),
    Command(
        key="rejects",
        title="See, export and replay the rows that could not be imported",
        configure=configure_rejects,
        run=run_rejects,
        needs=Needs.DIGEST,
        examples=(
            "rapport rejects list",
            "rapport rejects export --out rejects.csv --reason bad_time",
            "rapport rejects replay --map better.yaml",
        ),
    ),
)
