from rapport.understand.metrics.pages.tests.conftest import _today, browse, filled, known

__all__ = ["_today", "browse", "filled", "known"]
