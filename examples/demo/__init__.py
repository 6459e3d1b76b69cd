"""`make demo`: files of a made-up company, imported and asked about."""
