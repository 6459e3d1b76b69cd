"""Files that are broken, hostile or no data: a clear line and a code, or a whole import with the rest kept as rejects."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from . import broken_files as files
from .program import PROGRAM, Outcome, Program

MAPPING = """
version: 1
source: hotel
kind: survey_answered
id: id
time: date
zone: UTC
person: {email: email}
metric: nps
score: score
text: comment
"""
MOST_MEMORY_MB = 600


@dataclass(frozen=True, slots=True)
class Case:
    """A file and what becomes of it.

    Parameters
    ----------
    words : what the one line says, when something is wrong with the file as a whole.
    known : interactions that are in the store afterwards.
    rejects : rows that are kept, by reason.
    is_mapped : import with the mapping above, or without any.
    """

    name: str
    write: Callable[[Path], None]
    words: str = ""
    known: int = 0
    rejects: tuple[tuple[str, int], ...] = ()
    is_mapped: bool = True


CASES = (
    Case("empty.csv", files.empty, "is empty"),
    Case("header.csv", files.only_a_header),
    Case("cut.csv.gz", files.truncated_gzip, "ends early", known=49_770, rejects=(("cut_off", 1),)),
    Case("picture.csv", files.picture, "looks like a PNG picture"),
    Case("database.csv", files.database, "looks like an SQLite database"),
    Case("line.csv", partial(files.one_long_line, megabytes=20), "no column 'date'"),
    Case("cell.csv", partial(files.one_long_cell_among_good_rows, megabytes=20), known=200, rejects=(("line_too_long", 1),)),
    Case("mixed.csv", files.mixed_encodings, known=300),
    Case("laughs.xlsx", files.billion_laughs_workbook, "declarations that can harm"),
    Case("laughs.xes", files.billion_laughs_event_log, "declarations that can harm"),
    Case("nested.zip", files.zip_in_a_zip, "archive within an archive"),
    Case("folder.csv", files.folder, "is a folder"),
    Case("missing.csv", files.missing, "There is no file"),
    Case("nul.csv", files.nul_bytes, known=50),
    Case("wide.csv", files.ten_thousand_columns, "no column 'comment'"),
    Case("twice.csv", files.duplicated_column_names, known=50),
    Case("quote.csv", files.an_unclosed_quote, known=200, rejects=(("unclosed_quote", 1),)),
    Case("mac.csv", files.carriage_returns_only, known=50),
)
MORE_CASES = (
    Case("header-alone.csv", files.only_a_header, "has no rows", is_mapped=False),
    Case("blank.csv", files.only_blank_lines, "has nothing in it"),
    Case("trailer.csv.gz", files.gzip_with_rubbish_after_it, "other bytes after its packed content", known=500),
    Case("program.csv", files.program, "looks like an ELF program"),
    Case("line.json", partial(files.one_long_line, megabytes=20), "no column 'date'"),
    Case("cut.xlsx", files.truncated_workbook, "damaged or cut off"),
    Case("thief.xes", files.event_log_that_reads_a_secret, "declarations that can harm"),
    Case("cut.xes", files.truncated_event_log, "ends early or is broken", rejects=(("missing_id", 199),)),
    Case("empty.zip", files.empty_zip, "without any file"),
    Case("locked.zip", files.zip_with_a_password, "password"),
    Case("pipe.csv", files.a_pipe_that_says_nothing, "is not a regular file"),
    Case("ragged.csv", files.ragged_rows, known=100, rejects=(("wrong_number_of_fields", 10),)),
    Case("half.json", files.broken_json, "ends early or is broken", known=101, rejects=(("cut_off", 1),)),
    Case("deep.json", files.deep_json, "no records"),
    Case("lines.jsonl", files.json_lines_with_bad_lines, known=200, rejects=(("bad_json", 4),)),
    Case("bad.parquet", files.broken_parquet, "Parquet file that is cut off or damaged"),
    Case("bad.sav", files.broken_sav, "SPSS file that is cut off, damaged"),
    Case("page.csv", files.a_web_page, "looks like a web page"),
    Case("letter.txt", files.a_letter, "not clear enough", is_mapped=False),
)


@pytest.mark.parametrize("cases", [CASES, pytest.param(MORE_CASES, marks=pytest.mark.soak)], ids=["usual", "more"])
def test_each_gives_one_clear_line_or_a_whole_import_and_the_home_works_on(
    program: Program, is_well: Callable[[], None], cases: tuple[Case, ...]
) -> None:
    (program.folder / "hotel.yaml").write_text(MAPPING)

    with ThreadPoolExecutor(2) as pool:  # two at a time on one home, as a busy day has it
        wrong = [complaint for complaints in pool.map(partial(_complaints, program), cases) for complaint in complaints]

    assert not wrong, "\n".join(wrong)
    assert program.count() == program.count("response_count") == max(case.known for case in cases)  # they all count from 0
    is_well()


def _complaints(program: Program, case: Case) -> list[str]:
    path = program.folder / case.name
    case.write(path)
    done = program.run("import", path, *(["--map", "hotel.yaml"] if case.is_mapped else []), "--json")
    return [f"{case.name}: {complaint} ({done})" for complaint in _what_is_wrong(case, done)]


def _what_is_wrong(case: Case, done: Outcome) -> list[str]:
    told = [line for line in done.err.splitlines() if line.startswith("rapport: ")]
    counts = done.json
    checks = {
        "a traceback": "Traceback" in done.err + done.out or "unexpected error" in done.err,
        "the exit code": done.code != (2 if case.words else 0),
        "not one line": len(told) != (1 if case.words else 0),
        "other words": case.words not in done.err,
        "other words in the JSON": case.words not in str(counts.get("problems", counts.get("error"))),
        "what is stored": counts.get("stored", 0) + counts.get("duplicate", 0) != case.known,
        "the rejects": tuple(counts.get("reasons", {}).items()) != case.rejects,
        "no file of rejects": bool(case.rejects) and not Path(counts["rejects_file"] or "none").exists(),
    }
    return [name for name, is_wrong in checks.items() if is_wrong]


def test_a_file_that_nobody_may_read_is_told(program: Program) -> None:
    if not (setpriv := shutil.which("setpriv")):
        pytest.skip("util-linux's setpriv takes root's right to read everything away, and it is not installed")
    path = program.folder / "closed.csv"
    path.write_text(files.answers())
    path.chmod(0)
    mortal = [setpriv, "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]

    done = subprocess.run(
        [*(mortal if os.getuid() == 0 else []), *PROGRAM, "import", path],
        env=dict(program.environment),
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"rapport: You may not read {path}. Ask its owner, or change its permissions.\n"


@pytest.mark.soak
@pytest.mark.parametrize(
    ("name", "write", "line", "words"),
    [
        ("line.csv", partial(files.one_long_line, megabytes=200), (), "has no rows that can be read"),
        ("line.json", partial(files.one_long_line, megabytes=200), (), "has no rows that can be read"),
        ("cell.csv", partial(files.one_long_cell_among_good_rows, megabytes=200), ("--map", "hotel.yaml"), ""),
        ("bomb.xlsx", files.workbook_bomb, (), "no honest workbook"),
        ("bomb.zip", files.zip_bomb, (), "has no rows that can be read"),
        ("bomb.csv.gz", files.gzip_bomb, (), "has no rows that can be read"),
        ("wide.csv", files.ten_thousand_columns, (), ""),
    ],
)
def test_huge_ones_need_little_memory(
    program: Program, is_well: Callable[[], None], name: str, write: Callable[[Path], None], line: tuple[str, ...], words: str
) -> None:
    (program.folder / "hotel.yaml").write_text(MAPPING)
    path = program.folder / name
    write(path)

    done, megabytes = _measured(program, "import", name, *line)

    assert words in done.err
    assert bool(done.code) == bool(words), done.err
    assert megabytes < MOST_MEMORY_MB
    is_well()


_MEASURE = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""


def _measured(program: Program, *line: str) -> tuple[Outcome, float]:
    """Run a command line from a process that is small itself; return how it ended, and its peak memory in megabytes."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, *PROGRAM, *line],
        env=dict(program.environment),
        cwd=program.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return Outcome(done.returncode, done.stdout, done.stderr), int(done.stdout.splitlines()[-1]) / 1024
