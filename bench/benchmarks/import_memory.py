"""How much memory the import of a large file takes."""

from bench.benchmark import Benchmark, Figure, Outcome
from bench.generate.plan import CHUNK_ROWS
from bench.memory import peak_of
from bench.scene import MAPPING, Scene, plain_environment, rapport

SMALL_SHARE = 20


def measure(scene: Scene) -> Outcome:
    """Watch the import of a file, and of one a twentieth of its size: streaming, both need about the same."""
    sample = scene.csv(min(CHUNK_ROWS, scene.import_rows))
    bytes_per_row = sample.stat().st_size / min(CHUNK_ROWS, scene.import_rows)
    rows = int(scene.memory_gb * 1e9 / bytes_per_row)
    large, small = (_peak(scene, count) for count in (rows, max(rows // SMALL_SHARE, 1000)))
    return Outcome(
        (
            Figure(
                f"Peak resident memory of the import of {scene.memory_gb:g} GB",
                large / 1e6,
                "MB",
                peer=f"a file {SMALL_SHARE} times smaller",
                peer_value=small / 1e6,
                ratio=large / small,
            ),
        ),
        scale=f"{rows:,} rows, {rows * bytes_per_row / 1e9:.2g} GB of CSV; sum over all processes of the program, every 50 ms",
        limits=(
            "Rows pass through in pieces: the ratio says how much still grows with the file. Two processes share the work, one "
            "reads and maps, the other digests and holds the store; pages that both share are counted twice."
        ),
    )


def _peak(scene: Scene, rows: int) -> int:
    file, home = scene.csv(rows), scene.empty_home("memory")
    return peak_of(rapport(home, "import", str(file), "--map", str(MAPPING), "--json"), environment=plain_environment())


BENCHMARK = Benchmark(key="memory", title="Memory of an import", run=measure)
