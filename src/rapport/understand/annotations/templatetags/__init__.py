"""Template tags of annotations."""
