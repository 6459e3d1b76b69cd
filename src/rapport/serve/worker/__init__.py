"""The owner: one process at a time owns the stores of a home, digests its spools and runs commands for the others."""
