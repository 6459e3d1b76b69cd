"""A dashboard as a PDF: pages of tiles, with charts drawn as vectors."""
