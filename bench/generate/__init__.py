"""A company's interactions, as many as wanted and the same every time."""
