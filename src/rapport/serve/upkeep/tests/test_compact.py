import json
import subprocess
from collections.abc import Callable

import pytest

from rapport.core.home import Home
from rapport.serve.upkeep.sizes import format_bytes

from .conftest import Append

Rapport = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize("is_served", [False, True])
def test_it_says_what_became_of_each_part(
    rapport: Rapport, append: Append, request: pytest.FixtureRequest, is_served: bool
) -> None:
    if is_served:
        request.getfixturevalue("serving")
    append("a", rows=2000)

    done = rapport("compact", "--json")

    parts = {part["part"]: part for part in json.loads(done.stdout)["parts"]}
    assert done.returncode == 0, done.stderr
    assert set(parts) == {"spool of default", "store of default", "operational database"}
    assert parts["store of default"]["bytes_after"] > 0


def test_what_was_erased_from_the_spool_is_gone_from_the_disk(rapport: Rapport, append: Append, home: Home) -> None:
    from rapport.spool.public import Reject, open_spool

    needle = "needle-in-the-haystack"
    append("a", rejects=tuple(Reject("a", "till", "", "f.csv", n, f'{{"e":"{needle}"}}', "bad_time", "") for n in range(50)))
    with open_spool(home.workspace("default").spool) as spool:
        spool.erase_matching([needle])

    done = rapport("compact")

    assert done.returncode == 0, done.stderr
    assert needle.encode() not in b"".join(path.read_bytes() for path in home.path.rglob("*") if path.is_file())


def test_the_log_of_the_owner_is_emptied(rapport: Rapport, append: Append, home: Home) -> None:
    (home.path / "owner.log").write_text("something that an error quoted")
    append("a")

    rapport("compact")

    assert (home.path / "owner.log").read_text() == ""


def test_sizes_are_shown_as_people_read_them() -> None:
    assert [format_bytes(size) for size in (0, 1023, 1536, 5 * 2**20, 3 * 2**40)] == [
        "0 B",
        "1023 B",
        "1.5 KB",
        "5.0 MB",
        "3.0 TB",
    ]
