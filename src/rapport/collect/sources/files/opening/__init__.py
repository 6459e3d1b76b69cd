"""From a path to bytes: checks, magic numbers, compression, archives."""
