"""What we know: identity, people, and the store of interactions."""
