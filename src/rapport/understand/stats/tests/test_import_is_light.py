import subprocess
import sys


def test_importing_every_module_loads_neither_numpy_nor_scipy_nor_django() -> None:
    program = (
        "import importlib, pkgutil, sys, rapport.understand.stats as s;"
        "[importlib.import_module(f'{s.__name__}.{m.name}') for m in pkgutil.iter_modules(s.__path__) if not m.ispkg];"
        "print([m for m in ('numpy', 'scipy', 'django', 'statistics') if m in sys.modules])"
    )

    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout

    assert loaded.strip() == "[]"
