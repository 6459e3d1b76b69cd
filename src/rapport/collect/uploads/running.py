"""Runs the import of an upload as a process of its own, and watches it."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from rapport.accounts.public import Workspace
from rapport.collect.uploads import models
from rapport.collect.uploads.upload import as_upload, file_of, folder_of
from rapport.core.clock import now
from rapport.core.home import current_home
from rapport.core.notice import Notice, together
from rapport.core.written_notices import NOTICES, documents_of, restored

LOOK_EVERY_S = 0.4
STOPPED = 130
MAPPING, REPORT = "mapping.yaml", "report.json"


def run_upload(workspace: Workspace, row: models.Upload) -> None:
    """Import a file and keep what became of it. A run that was cut off is run again: what is stored is not stored twice."""
    folder = folder_of(workspace.slug, row.pk)
    path = file_of(workspace.slug, as_upload(row))
    if not path.exists():
        _end(row, state="failed", error=Notice("%(name)s is no longer here. Upload it again.", name=row.name))
        return
    (folder / MAPPING).write_text(row.mapping, encoding="utf-8")
    with (folder / "out.json").open("w+") as out, (folder / "notes.txt").open("w+") as notes:
        process = subprocess.Popen(  # noqa: S603 (our own program)
            _command(workspace, path, folder), stdout=out, stderr=notes, stdin=subprocess.DEVNULL, cwd=folder
        )
        row.state, row.process_id = models.Upload.State.RUNNING, process.pid
        row.save(update_fields=["state", "process_id"])
        while process.poll() is None:
            time.sleep(LOOK_EVERY_S)
            _note_progress(row, folder / REPORT)
        out.seek(0)
        notes.seek(0)
        note_end(row, process.returncode, out.read(), notes.read())
    if row.state == models.Upload.State.FINISHED:
        shutil.rmtree(folder, ignore_errors=True)


def _command(workspace: Workspace, path: Path, folder: Path) -> list[str]:
    place = ["--home", str(current_home().path), "--workspace", workspace.slug]
    line = ["import", str(path), "--map", str(folder / MAPPING), "--report", str(folder / REPORT), "--json"]
    return [sys.executable, "-m", "rapport.serve.cli.main", *place, *line]


def _note_progress(row: models.Upload, report: Path) -> None:
    with contextlib.suppress(OSError, ValueError):  # not written yet
        said = json.loads(report.read_text())
        if said != row.progress:
            row.progress = said
            row.save(update_fields=["progress"])


def note_end(row: models.Upload, code: int, out: str, notes: str) -> None:
    """Keep what became of an import: `out` is the JSON that its process printed, `notes` what it told a person."""
    result = _read(out)
    notices = result.pop(NOTICES, None) or {}
    if code == STOPPED:
        _end(row, state="stopped", error=Notice("Stopped. What was read until then is stored; starting again goes on."))
    elif "read" in result:
        problems = [restored(str(problem), notices) for problem in result.get("problems", ())]
        _end(row, state="finished", result=result, error=_together(problems), notices=notices)
    else:
        said = str(result.get("error") or "") or notes.strip().rsplit("\n", 1)[-1].removeprefix("rapport: ")
        nothing_said = Notice("The import ended with code %(code)s and said nothing.", code=str(code))
        _end(row, state="failed", error=restored(said, notices) if said else nothing_said)


def _together(sentences: list[str]) -> str:
    return together(*(each if isinstance(each, Notice) else Notice(each) for each in sentences)) if sentences else ""


def _read(out: str) -> dict[str, Any]:  # Any: JSON
    try:
        value = json.loads(out)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _end(
    row: models.Upload,
    *,
    state: str,
    error: str,
    result: dict[str, Any] | None = None,
    notices: dict[str, Any] | None = None,
) -> None:
    row.state, row.error, row.result, row.ended_at, row.process_id = state, str(error), result or {}, now(), None
    row.notices = {**(notices or {}), **documents_of([error])}
    row.save(update_fields=["state", "error", "result", "notices", "ended_at", "process_id"])


def is_running(process_id: int) -> bool:
    with contextlib.suppress(OSError):
        os.kill(process_id, 0)
        return True
    return False
