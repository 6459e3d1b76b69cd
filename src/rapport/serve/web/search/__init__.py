"""One search over everything that a workspace has."""
