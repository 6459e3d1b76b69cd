"""The commands `doctor`, `compact`, `backup`, `restore` and `delete-workspace`."""

import argparse
from pathlib import Path

from rapport.core.commands import Command, CommandContext, Needs
from rapport.core.printing import print_json


def configure_doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--part", choices=("all", "stores"), default="all", help=argparse.SUPPRESS)


def run_doctor(arguments: argparse.Namespace, context: CommandContext) -> int:
    from rapport.serve.upkeep.doctor import examine, examine_stores
    from rapport.serve.upkeep.finding import Status

    findings = examine_stores(context.home) if arguments.part == "stores" else examine(context.home)
    has_failed = any(finding.status is Status.FAILED for finding in findings)
    if context.as_json:
        checks = [{"check": f.check, "status": f.status.value, "detail": f.detail} for f in findings]
        print_json({"ok": not has_failed, "checks": checks}, context)
        return int(has_failed)
    width = max(len(finding.check) for finding in findings)
    for finding in findings:
        print(f"{finding.status.value:7}  {finding.check:{width}}  {finding.detail}", file=context.out)
    return int(has_failed)


def configure_compact(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="the stores of all workspaces, not only of this one")


def run_compact(arguments: argparse.Namespace, context: CommandContext) -> int:
    from rapport.accounts.public import get_workspace, list_workspaces
    from rapport.serve.upkeep.compact import compact_home
    from rapport.serve.upkeep.sizes import format_bytes

    slugs = [w.slug for w in list_workspaces()] if arguments.all else [get_workspace(context.workspace).slug]
    done = compact_home(context.home, slugs, progress=context.progress)
    if context.as_json:
        print_json({"parts": [{"part": c.part, "bytes_before": c.before, "bytes_after": c.after} for c in done]}, context)
        return 0
    for compacted in done:
        print(f"{compacted.part}: {format_bytes(compacted.before)} → {format_bytes(compacted.after)}", file=context.out)
    return 0


def configure_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="the file to write: .tar.zst, or .tar.gz for gzip")
    parser.add_argument("--force", action="store_true", help="replace the file when it exists")


def run_backup(arguments: argparse.Namespace, context: CommandContext) -> int:
    from rapport.accounts.public import get_workspace, record_action
    from rapport.serve.upkeep.backup import back_up
    from rapport.serve.upkeep.sizes import format_bytes

    workspace = get_workspace(context.workspace)
    manifest = back_up(context.home, arguments.file, force=arguments.force)
    record_action(workspace, "home.backup", subject=arguments.file.name)
    size = arguments.file.stat().st_size
    if context.as_json:
        print_json(
            {"file": str(arguments.file), "bytes": size, "files": len(manifest.files), "not_included": manifest.not_included},
            context,
        )
        return 0
    print(f"Wrote {arguments.file}: {len(manifest.files)} files, {format_bytes(size)}.", file=context.out)
    for line in manifest.not_included:
        print(f"Not included: {line}", file=context.out)
    return 0


def configure_restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="what `rapport backup` wrote")
    parser.add_argument("--force", action="store_true", help="replace what the home folder holds")


def run_restore(arguments: argparse.Namespace, context: CommandContext) -> int:
    from rapport.serve.upkeep.restore import restore

    manifest = restore(arguments.file, context.home, force=arguments.force)
    if context.as_json:
        print_json(
            {"home": str(context.home.path), "created_at": manifest.created_at, "not_included": manifest.not_included}, context
        )
        return 0
    print(f"Restored the backup of {manifest.created_at} to {context.home.path}.", file=context.out)
    for line in manifest.not_included:
        print(f"Not included: {line}", file=context.out)
    return 0


def configure_delete(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", metavar="WORKSPACE", help="the workspace to delete, with everything that it holds")


def run_delete(arguments: argparse.Namespace, context: CommandContext) -> int:
    from rapport.serve.upkeep.deleting import delete_workspace_of

    delete_workspace_of(context.home, arguments.slug)
    if context.as_json:
        print_json({"deleted": arguments.slug}, context)
        return 0
    print(f"The workspace {arguments.slug} is gone.", file=context.out)
    return 0


COMMANDS = (
    Command(
        key="doctor",
        title="Check the installation, the home, the databases and the stores; exit code 1 when something is wrong",
        configure=configure_doctor,
        run=run_doctor,
        needs=Needs.NOTHING,
        examples=("rapport doctor", "rapport doctor --json"),
    ),
    Command(
        key="compact",
        title="Rewrite the files, so that they are smaller and erased data is gone from the disk",
        configure=configure_compact,
        run=run_compact,
        examples=("rapport compact", "rapport compact --all"),
    ),
    Command(
        key="backup",
        title="Write the whole home to one file while work goes on",
        configure=configure_backup,
        run=run_backup,
        examples=("rapport backup /backups/rapport.tar.zst",),
    ),
    Command(
        key="restore",
        title="Put a backup into an empty home",
        configure=configure_restore,
        run=run_restore,
        needs=Needs.NOTHING,
        examples=(
            "rapport restore /backups/rapport.tar.zst --home /srv/rapport",
            "rapport restore /backups/rapport.tar.zst --force",
        ),
    ),
    Command(
        key="delete-workspace",
        title="Delete a workspace with everything that it holds",
        configure=configure_delete,
        run=run_delete,
        question=lambda arguments: f"Delete the workspace {arguments.slug} for good, with all its people and interactions?",
        examples=("rapport delete-workspace riga",),
    ),
)
