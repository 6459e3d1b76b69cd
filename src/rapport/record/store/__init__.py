"""The interaction store: every stored interaction and trait of a workspace, on an engine that answers SQL."""
