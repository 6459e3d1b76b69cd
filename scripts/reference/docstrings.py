"""What numpy docstrings say of parameters."""

import inspect
import re
from typing import Any

_PARAMETER = re.compile(r"^(\w+(?:, \w+)*) : (.*)$")


def parameters_of(thing: Any) -> dict[str, str]:
    """Return each parameter's meaning; one that continues on indented lines is joined."""
    lines = inspect.getdoc(thing).split("Parameters\n----------\n")[1].splitlines()
    meanings: dict[str, str] = {}
    names: list[str] = []
    for line in lines:
        if match := _PARAMETER.match(line):
            names = match[1].split(", ")
            meanings |= dict.fromkeys(names, match[2])
        elif line.startswith(" ") and names:
            meanings |= {name: f"{meanings[name]} {line.strip()}" for name in names}
        elif not line.strip():
            break
    return meanings
