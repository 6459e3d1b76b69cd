"""Words and plumbing that every other package stands on: no Django, no network, no database."""
