"""What the style guide shows its components with."""

import math


def styleguide_context() -> dict[str, object]:
    """Return the made-up values that the style guide's page reads."""
    return {"wave": [50 + 9 * math.sin(step / 4) + step / 3 for step in range(40)]}
