"""The metrics: every module here is found by the registry and offers a tuple `METRICS`."""
