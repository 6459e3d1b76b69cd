"""The KPI catalogue: each metric defined once, asked in one form, answered in one form."""
