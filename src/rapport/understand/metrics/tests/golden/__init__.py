"""Questions whose answers were worked out by hand, on streams small enough to do so."""
