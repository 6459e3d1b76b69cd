"""Keep a process lean: what is installed beside us and not used by us is not loaded."""

import importlib.abc
import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType


class _NoPandas(importlib.abc.MetaPathFinder):
    """Says of pandas that it is not there."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name == "pandas":
            raise ModuleNotFoundError("Rapport's own processes use no pandas", name=name)
        return None


def leave_out_pandas() -> None:
    """Stop pyarrow from loading pandas, which takes it 1 to 3 seconds where it is installed.

    pyarrow does that to see whether it is being handed a data frame; we never hand it one. For a process that is ours
    alone. chdb, the test engine, cannot do without.
    """
    if "pandas" not in sys.modules and not os.environ.get("STORE_URL", "").startswith("chdb"):
        sys.meta_path.insert(0, _NoPandas())
