"""An import says how many people it told of."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

ORDERS = """id,at,email,amount
1,2026-01-01T10:00:00Z,dana@example.com,10
2,2026-01-02T10:00:00Z,Dana@Example.com,20
3,2026-01-03T10:00:00Z,eve@example.com,30
4,2026-01-04T10:00:00Z,,40
"""
MAPPING = """version: 1
source: shop
id: id
kind: order_placed
time: at
person: {email: email}
amount: amount
currency: EUR
"""


def test_it_counts_each_person_once_and_nobody_for_anonymous_rows(
    tmp_path: Path, rapport: Callable[..., CompletedProcess[str]]
) -> None:
    (tmp_path / "orders.csv").write_text(ORDERS)
    (tmp_path / "orders.yaml").write_text(MAPPING)

    shown = rapport("import", str(tmp_path / "orders.csv"), "--map", str(tmp_path / "orders.yaml"), "--json")

    assert shown.returncode == 0, shown.stderr
    result = json.loads(shown.stdout)
    assert (result["read"], result["stored"], result["people"]) == (4, 4, 2)
    assert json.loads(rapport("person", "count", "--json").stdout) == {"people": 2}
