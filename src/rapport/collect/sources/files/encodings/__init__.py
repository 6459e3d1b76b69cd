"""Which encoding a text is in, and how to read it when it does not keep to it."""
