import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.benchmark import Figure, Outcome, all_benchmarks
from bench.memory import peak_of
from bench.report import as_page, as_text
from bench.results import Result, keep, load
from bench.timing import medians, percentile


def result(key: str, value: float) -> Result:
    figure = Figure("Import", value, "rows/s", peer="duckdb", peer_value=2 * value, ratio=2.0, goal="≥ 50,000", is_met=False)
    return Result(key, key.title(), "2 cores", Outcome((figure,), scale="1,000 rows", limits="The disk."))


def test_the_memory_of_children_counts() -> None:
    child = "held = bytearray(80_000_000); import time; time.sleep(0.5)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"

    assert peak_of([sys.executable, "-c", parent]) > 80_000_000


def test_a_program_that_fails_has_no_peak() -> None:
    with pytest.raises(RuntimeError, match="out of luck"):
        peak_of([sys.executable, "-c", "raise SystemExit('out of luck')"])


def test_contenders_take_turns_and_the_warm_up_does_not_count() -> None:
    calls: list[str] = []
    naps = iter([0.05, 0.0, 0.0])

    def nap() -> None:
        calls.append("b")
        time.sleep(next(naps))

    taken = medians({"a": lambda: calls.append("a"), "b": nap}, repeats=2)

    assert calls == ["a", "b"] * 3
    assert taken["b"] < 0.04


def test_percentiles_are_values_that_were_seen() -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], 0.5) == 2.0
    assert percentile([float(n) for n in range(1, 101)], 0.95) == 95.0
    assert percentile([7.0], 0.95) == 7.0


def test_a_newer_result_replaces_the_older_and_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "results.json"

    keep([result("import", 1000), result("memory", 5)], path)
    keep([result("import", 2000)], path)

    assert load(path) == [result("import", 2000), result("memory", 5)]


def test_the_page_shows_machine_ratio_and_what_limits() -> None:
    page = as_page([result("import", 61_234)])

    assert "| Import | 61,200 rows/s | duckdb | 122,000 rows/s | 2.00 | ≥ 50,000 | no |" in page
    assert "2 cores" in page
    assert "**What limits it.** The disk." in page
    assert "61,200 rows/s" in as_text(result("import", 61_234))


def test_every_benchmark_has_a_key_of_its_own() -> None:
    keys = [benchmark.key for benchmark in all_benchmarks()]

    assert len(keys) == len(set(keys)) > 0


def test_the_help_names_every_benchmark() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "bench", "--help"], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )

    assert all(benchmark.key in shown.stdout for benchmark in all_benchmarks())
