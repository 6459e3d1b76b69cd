"""One run of an import: reads, maps, hands over, waits until all is stored."""

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from rapport.accounts.public import Workspace
from rapport.collect.sources.imports.choosing import ChosenMapping
from rapport.collect.sources.imports.garbage import seldom_collected
from rapport.collect.sources.imports.people import count_people
from rapport.collect.sources.imports.progress import Progress
from rapport.collect.sources.imports.rejects_file import write_rejects
from rapport.collect.sources.imports.result import ImportResult
from rapport.collect.sources.imports.spooling import Spooler
from rapport.collect.sources.mapping.run import MappedFile, MappedPart
from rapport.core import clock
from rapport.core.commands import CommandContext
from rapport.core.errors import RapportError, UserError
from rapport.core.home import WorkspaceHome
from rapport.core.notice import about, notice_of, together
from rapport.spool.public import ImportRun, ImportTotals, Outcome, RejectFilter, Spool

LOOK_AGAIN_S = 0.05
SHOW_STORED_S = 0.5


@dataclass(slots=True)
class Import:
    """One run of an import of several files.

    Parameters
    ----------
    chosen : each file with its mapping.
    report : where to write how far it is, for a program that watches.
    """

    spool: Spool
    workspace: Workspace
    home: WorkspaceHome
    chosen: Sequence[tuple[Path, ChosenMapping]]
    context: CommandContext
    report: Path | None = None
    id: str = field(default_factory=lambda: new_import_id(clock.now()))
    read: int = 0
    silent: int = 0
    warnings: list[str] = field(default_factory=list)
    problems: list[UserError] = field(default_factory=list)
    _began: float = field(default_factory=time.monotonic)
    _progress: Progress = field(init=False)
    _stored: tuple[float, int] = (0.0, 0)

    def __post_init__(self) -> None:
        total = sum(_size(path) for path, _ in self.chosen)
        out, is_terminal, width = self.context.progress, self.context.is_terminal, self.context.width
        self._progress = Progress(out, is_terminal, width, total_bytes=total, stored=self._count_stored, report=self.report)

    def run(self) -> ImportResult:
        """Import all files and wait until the digest has stored them.

        Raises
        ------
        KeyboardInterrupt : the run was stopped; what was handed over is stored all the same, and a next run goes on.
        UserError : nothing of any file can be read or mapped, or nothing can be written. Where only some files, or the end
            of one, cannot be read, the rest is imported and `problems` tells.
        """
        self.spool.start_import(self._history())
        outcome: Outcome = "failed"
        try:
            self._hand_over_all()
            if self.problems and not self.read:
                raise UserError(together(*map(notice_of, self.problems)))
            self._wait_for_digest()
            outcome = "failed" if self.problems else "finished"
        except KeyboardInterrupt:
            outcome = "stopped"
            raise
        finally:
            with suppress(RapportError):
                self.spool.finish_import(self.id, read=self.read, outcome=outcome)
        return self._result()

    def _history(self) -> ImportRun:
        sources = dict.fromkeys(choice.parsed.mapping.source for _, choice in self.chosen)
        labels = dict.fromkeys(choice.label for _, choice in self.chosen)
        return ImportRun(
            id=self.id,
            source=", ".join(sources),
            files=tuple(path.name for path, _ in self.chosen),
            mapping=", ".join(labels),
            started_at=clock.now(),
        )

    def _hand_over_all(self) -> None:
        spooler = Spooler(self.spool, self.id, waiting=self._progress.tick)
        try:
            with seldom_collected():
                for path, choice in self.chosen:
                    self._hand_over(path, choice, spooler)
                    self._progress.next_file(_size(path))
        finally:
            self._progress.end()

    def _hand_over(self, path: Path, choice: ChosenMapping, spooler: Spooler) -> None:
        mapping = choice.parsed
        for part in self._parts(path, choice):
            rows = part.mapped.rows + len(part.unreadable)
            spooler.append(part, source=mapping.mapping.source, mapping=mapping.text, file=path.name)
            self.read += rows
            self.silent += part.mapped.silent
            self.warnings += [about(path.name, warning) for warning in part.warnings]
            self._progress.advance(rows=rows, bytes_of_file=part.bytes_read)

    def _parts(self, path: Path, choice: ChosenMapping) -> Iterator[MappedPart]:
        """Yield the parts of a file; what is wrong with the file is kept, so that the others are imported all the same."""
        try:
            file = MappedFile(path, choice.parsed, zone=self.workspace.zone, now=clock.now())
            self.warnings += [about(path.name, warning) for warning in file.facts.warnings]
            yield from file
            self.warnings += file.notes()
        except UserError as error:
            self.problems.append(error)

    def _wait_for_digest(self) -> None:
        while self.spool.results(self.id).unfinished:
            self._progress.tick()
            time.sleep(LOOK_AGAIN_S)
        self._progress.end()

    def _count_stored(self) -> int:
        now = time.monotonic()
        if now - self._stored[0] > SHOW_STORED_S:
            totals = self.spool.results(self.id)
            self._stored = now, totals.stored + totals.duplicate
        return self._stored[1]

    def _result(self) -> ImportResult:
        totals = self.spool.results(self.id)
        mine = RejectFilter(import_id=self.id, is_replayed=None)
        return ImportResult(
            import_id=self.id,
            read=self.read,
            stored=totals.stored,
            duplicate=totals.duplicate,
            rejected=totals.rejected,
            silent=self.silent,
            people=count_people(self.context, self.id),
            seconds=time.monotonic() - self._began,
            rejects_file=self._write_rejects(totals, mine),
            reasons=self.spool.count_rejects(mine) if totals.rejected else {},
            dropped=dict(totals.dropped),
            warnings=tuple(dict.fromkeys(self.warnings)),
            mappings={path.name: choice.label for path, choice in self.chosen},
        )

    def _write_rejects(self, totals: ImportTotals, mine: RejectFilter) -> Path | None:
        """Write the rows to correct; what the digest refused is no row any more and is shown by `rapport rejects list`."""
        if not totals.rejected:
            return None
        path = self.home.rejects / f"{self.id}.csv"
        written = write_rejects(path, lambda: (kept for kept in self.spool.rejects(mine) if kept.reject.mapping))
        if not written:
            path.unlink()
        return path if written else None


def _size(path: Path) -> int:
    """Return the bytes of a file; what is wrong with one that is not there, its reader says."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def new_import_id(now: datetime) -> str:
    """Return a name for a run that sorts by time."""
    return f"{now:%Y%m%d-%H%M%S}-{uuid4().hex[:8]}"
