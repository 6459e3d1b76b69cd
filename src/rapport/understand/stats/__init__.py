"""Statistics as pure functions on sufficient statistics and arrays; importing them loads neither numpy nor scipy."""
