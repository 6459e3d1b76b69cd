"""The pages under `/w/<workspace>/settings/`."""
