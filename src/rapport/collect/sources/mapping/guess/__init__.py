"""A mapping for a file that nobody has mapped: from the names of its columns and the shapes of its values."""
