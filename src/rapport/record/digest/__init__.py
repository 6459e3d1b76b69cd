"""From the spool into the store: named steps, named reasons for whatever is left out, exactly once in effect."""
