"""A mapping bound to a file's columns: every field becomes a function from a frame to a list of values."""
