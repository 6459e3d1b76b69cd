"""Segments: named filters, used wherever figures are asked for."""
