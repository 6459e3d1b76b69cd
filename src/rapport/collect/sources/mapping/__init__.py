"""What a row of a file becomes: the mapping document, and the engine that applies it by column."""
