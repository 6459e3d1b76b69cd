"""How figures and moments are written in the reader's language (CLDR data by Babel)."""
