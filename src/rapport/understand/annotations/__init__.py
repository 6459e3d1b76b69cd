"""Annotations: what people wrote on the time axis of every chart."""
