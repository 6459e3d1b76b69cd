"""The first page of a workspace: how it stands, what changed, what people say, how fresh the data are."""
