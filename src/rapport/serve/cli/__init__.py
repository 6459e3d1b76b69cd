"""The program `rapport`."""
