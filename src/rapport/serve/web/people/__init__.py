"""People as pages: the list, and one person with everything that is known and happened."""
