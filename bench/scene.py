"""Where a run takes place: how large it is, and the files and stores that several benchmarks share."""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bench.generate.plan import Plan
from rapport.accounts.public import Workspace
from rapport.core.home import WorkspaceHome
from rapport.record.store.public import Store, open_store

MAPPING = Path(__file__).parent / "generate" / "stream.yaml"
WORKSPACE = Workspace(id=1, slug="default", name="Bench", secret=bytes(32), margin=0.3, cost_per_contact=450, cost_per_hour=3500)
_SHAPES_THE_DATA = (
    "bench/generate/*.py",
    "src/rapport/record/store/schema.py",
    "src/rapport/record/store/monthly_amount.py",
    "src/rapport/record/store/embedded/connecting.py",
)


@dataclass(frozen=True)
class Scene:
    """A run.

    Parameters
    ----------
    folder : holds what is generated; it is used again by the next run.
    rows : of the stream that questions are asked of.
    import_rows : of the file whose import is timed.
    memory_gb : size of the file whose import is watched for memory.
    repeats : how often a thing is timed; medians count.
    """

    folder: Path
    rows: int
    import_rows: int
    memory_gb: float
    repeats: int

    @property
    def is_full_size(self) -> bool:
        """Whether goals that were set for 20 million rows can be judged: on little data fixed costs decide."""
        return self.rows >= 10_000_000

    @cached_property
    def data(self) -> Path:
        """The folder of the generated data; another generator or schema has another folder."""
        root = Path(__file__).parent.parent
        shape = hashlib.sha256()
        for pattern in _SHAPES_THE_DATA:
            for path in sorted(root.glob(pattern)):
                shape.update(path.read_bytes())
        folder = self.folder / shape.hexdigest()[:12]
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def csv(self, rows: int) -> Path:
        """Return the stream as a CSV file, made at first use."""
        from bench.generate.files import write_csv

        path = self.data / f"stream-{rows}.csv"
        if not path.exists():
            say(f"writing {rows:,} rows to {path.name}")
            write_csv(Plan(rows), path)
        return path

    @contextlib.contextmanager
    def store(self, *, engine: str = "duckdb") -> Iterator[Store]:
        """Open a store that holds the stream, made at first use."""
        from bench.generate.filling import fill_store

        home = self.filled_home(engine)
        filled = home.path / "filled"
        home.path.mkdir(exist_ok=True)
        with _environment("STORE_URL", f"chdb:///{home.path / 'store.chdb'}" if engine == "chdb" else ""):
            store = open_store(WORKSPACE, home)
        try:
            if not filled.exists():
                say(f"filling a {engine} store with {self.rows:,} rows")
                fill_store(store, Plan(self.rows))
                filled.touch()
            yield store
        finally:
            store.close()

    def filled_home(self, engine: str = "duckdb") -> WorkspaceHome:
        """Return where the store that holds the stream lies."""
        return WorkspaceHome(self.data / f"{engine}-{self.rows}")

    def empty_home(self, name: str) -> Path:
        """Return the path of a home that does not exist yet."""
        path = self.folder / f"home-{name}"
        shutil.rmtree(path, ignore_errors=True)
        return path


def rapport(home: Path, *arguments: str) -> list[str]:
    """Return the command line of our program, as users start it."""
    return [str(Path(sys.executable).with_name("rapport")), "--home", str(home), *arguments]


def run(command: list[str]) -> str:
    """Run a program to its end and return what it printed; raise RuntimeError with its complaint when it fails."""
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=plain_environment())
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed with {done.returncode}: {done.stderr.strip()[-2000:]}")
    return done.stdout


def plain_environment() -> dict[str, str]:
    """Return the environment of somebody who set nothing; without compiled files Python would start three times slower."""
    ours = ("STORE_URL", "DATABASE_URL", "RAPPORT_HOME", "RAPPORT_WORKSPACE", "PYTHONDONTWRITEBYTECODE")
    return {name: value for name, value in os.environ.items() if name not in ours}


def say(text: str) -> None:
    print(f"  … {text}", file=sys.stderr, flush=True)


@contextlib.contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    before = os.environ.pop(name, None)
    if value:
        os.environ[name] = value
    try:
        yield
    finally:
        os.environ.pop(name, None)
        if before is not None:
            os.environ[name] = before
