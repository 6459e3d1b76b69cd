"""``python -m bench``: measure, print tables, write docs/benchmarks.md."""

import argparse
import sys
import traceback
from pathlib import Path

from bench.benchmark import Benchmark, all_benchmarks
from bench.machine import describe_machine
from bench.report import as_page, as_text
from bench.results import Result, keep
from bench.scene import Scene, say
from rapport.core.home import Home
from rapport.serve.invocation.public import start_django

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"


def main() -> int:
    # The catalogue names people, and they are models; nothing is asked of the operational database of this home.
    start_django(Home(ROOT / "build" / "bench" / "home"))
    benchmarks = {benchmark.key: benchmark for benchmark in all_benchmarks()}
    asked = _parser(list(benchmarks)).parse_args()
    scene = _scene(asked)
    found = [_measure(benchmarks[key], scene) for key in asked.only or benchmarks]
    results = [result for result in found if result is not None]
    if asked.write or not asked.quick:
        kept = keep(results, scene.folder / "results.json")
        PAGE.write_text(as_page([result for key in benchmarks for result in kept if result.key == key]))
        say(f"wrote {PAGE.relative_to(ROOT)}")
    return 0 if len(results) == len(found) else 1


def _parser(keys: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure Rapport against peers and hand-written code.")
    parser.add_argument(
        "--quick", action="store_true", help="little data, about a minute; does not touch the page unless --write"
    )
    parser.add_argument("--only", nargs="+", choices=keys, metavar="NAME", help=f"some of: {', '.join(keys)}")
    parser.add_argument("--rows", type=int, help="rows that questions are asked of (default 20,000,000)")
    parser.add_argument("--import-rows", type=int, help="rows of the timed import (default 2,000,000)")
    parser.add_argument("--memory-gb", type=float, help="size of the import watched for memory (default 5)")
    parser.add_argument("--repeats", type=int, help="times that each thing is measured (default 5)")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "bench", help="where data are generated and kept")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md after --quick, too")
    return parser


def _scene(asked: argparse.Namespace) -> Scene:
    quick = asked.quick
    asked.folder.mkdir(parents=True, exist_ok=True)
    return Scene(
        folder=asked.folder.resolve(),
        rows=asked.rows or (200_000 if quick else 20_000_000),
        import_rows=asked.import_rows or (50_000 if quick else 2_000_000),
        memory_gb=asked.memory_gb or (0.02 if quick else 5),
        repeats=asked.repeats or (3 if quick else 5),
    )


def _measure(benchmark: Benchmark, scene: Scene) -> Result | None:
    """Run one benchmark; one that fails says why and does not stop the others."""
    say(benchmark.title)
    try:
        result = Result(benchmark.key, benchmark.title, describe_machine(), benchmark.run(scene))
    except Exception:  # noqa: BLE001 (the others shall still run)
        traceback.print_exc()
        return None
    print(as_text(result), flush=True)
    return result


if __name__ == "__main__":
    sys.exit(main())
