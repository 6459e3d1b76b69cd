"""How fast `rapport import` is, beside programs that only read the same CSV file."""

import json
import resource
import statistics
from pathlib import Path

import duckdb
import pandas

from bench.benchmark import Benchmark, Figure, Outcome
from bench.scene import MAPPING, Scene, rapport, run
from bench.timing import medians

GOAL = 50_000
ENOUGH_ROWS = 1_000_000
"""Below, starting the programs takes most of the time, and a rate says nothing."""


def measure(scene: Scene) -> Outcome:
    """Import a file into an empty home, import it again, and read it with DuckDB and pandas."""
    file, rows = scene.csv(scene.import_rows), scene.import_rows
    home = scene.empty_home("import")
    database = scene.folder / "import-peer.duckdb"
    counts: list[dict[str, int]] = []

    processor_s: list[float] = []

    def import_file() -> None:
        scene.empty_home("import")
        before = _processor_s()
        counts.append(_import(home, file))
        processor_s.append(_processor_s() - before)

    taken = medians(
        {
            "rapport": import_file,
            "again": lambda: counts.append(_import(home, file)),
            "duckdb": lambda: _read_with_duckdb(file, database),
            "pandas": lambda: pandas.read_csv(file),
        },
        repeats=scene.repeats,
        warm_up=0,
    )
    _check(counts, rows)
    reading_s = statistics.median(processor_s)
    return Outcome(
        (
            _rate(
                "Import into an empty home, from the start of the program to durable rows",
                rows,
                taken,
                ours="rapport",
                peer="duckdb",
            ),
            _rate("The same", rows, taken, ours="rapport", peer="pandas"),
            _rate("The same file again: nothing new", rows, taken, ours="again", peer="duckdb"),
            Figure("Processor time of reading and mapping, without the digest", 1e6 * reading_s / rows, "µs/row"),
        ),
        scale=f"{rows:,} rows, {file.stat().st_size / 1e6:,.0f} MB of CSV, {len(file.open().readline().split(','))} columns",
        limits=(
            f"Of {taken['rapport']:.1f} s, the process that reads and maps works {reading_s:.1f} s on one core; the digest runs "
            "beside it in another process, and the slower of both sets the pace. DuckDB and pandas read and type the cells, on "
            "all cores and on one; an import also validates each row, hashes its identity, resolves its person, refuses "
            "duplicates, and makes everything durable twice: in the spool, so that nothing acknowledged is lost, and in the "
            "store."
        ),
    )


def _rate(what: str, rows: int, taken: dict[str, float], *, ours: str, peer: str) -> Figure:
    rate = rows / taken[ours]
    names = {"duckdb": "duckdb, read_csv into a table", "pandas": "pandas.read_csv"}
    return Figure(
        what,
        rate,
        "rows/s",
        peer=names[peer],
        peer_value=rows / taken[peer],
        ratio=taken[ours] / taken[peer],
        goal=f"≥ {GOAL:,}" if ours == "rapport" else "",
        is_met=rate >= GOAL if ours == "rapport" and rows >= ENOUGH_ROWS else None,
    )


def _import(home: Path, file: Path) -> dict[str, int]:
    return json.loads(run(rapport(home, "import", str(file), "--map", str(MAPPING), "--json")))  # type: ignore[no-any-return]  # checked below


def _processor_s() -> float:
    """Return the processor time of all programs that were started and have ended; the process that digests lives on."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _check(counts: list[dict[str, int]], rows: int) -> None:
    """Raise RuntimeError unless every row was stored the first time and none the second: else the rates mean nothing."""
    for first, second in zip(counts[::2], counts[1::2], strict=True):
        if (first["stored"], second["stored"], second["duplicate"]) != (rows, 0, rows):
            raise RuntimeError(f"{rows} rows were to be stored once; the imports say {first} and {second}.")


def _read_with_duckdb(file: Path, database: Path) -> None:
    database.unlink(missing_ok=True)
    with duckdb.connect(database) as con:
        con.execute("CREATE TABLE rows AS SELECT * FROM read_csv($file)", {"file": str(file)})


BENCHMARK = Benchmark(key="import", title="Import of a CSV file", run=measure)
