"""The processes of the program do not load pandas, even where it is installed."""

import importlib.util
import subprocess
import sys

import pytest

PROGRAM = (
    "from rapport.serve.invocation.lean import leave_out_pandas; leave_out_pandas();"
    "import pyarrow as pa, sys; table = pa.table({'a': pa.array(['x', None])}); table.to_pylist();"
    "print('pandas' in sys.modules)"
)


@pytest.mark.skipif(importlib.util.find_spec("pandas") is None, reason="pandas is not installed, so nothing could load it")
def test_arrow_tables_are_made_without_pandas() -> None:
    shown = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)

    assert shown.stdout.strip() == "False"
