"""The questions that are asked of the stream, through the catalogue and by hand."""
