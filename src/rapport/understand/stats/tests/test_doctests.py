import doctest
import importlib
import pkgutil

import pytest

from rapport.understand import stats

MODULES = sorted(m.name for m in pkgutil.iter_modules(stats.__path__) if not m.ispkg)


@pytest.mark.parametrize("name", MODULES)
def test_every_module_has_examples_and_they_run(name: str) -> None:
    result = doctest.testmod(importlib.import_module(f"{stats.__name__}.{name}"))

    assert result.attempted > 0
    assert result.failed == 0
