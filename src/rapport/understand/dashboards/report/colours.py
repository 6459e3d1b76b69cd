"""The colours of reports: those of the pages in their light theme, dark enough for paper."""

INK = "#1d2733"
MUTED = "#5b6676"
LINE = "#d5dae1"
PALE = "#f3f5f8"
PAPER = "#ffffff"
ACCENT = "#2458c5"
GOOD = "#1b7a43"
BAD = "#b3302b"
SERIES = ("#2458c5", "#c2571a", "#1b8a6b", "#8a3ea8", "#a67c00", "#c13d6e", "#3b8bbd", "#5f6f1f")
SHADES = ("#f1f5fd", "#dfe9fb", "#c9daf7", "#adc5f1", "#8eade9", "#6d93df", "#4c78d3", "#2f60c6", "#1c48a5")
"""From the palest to the darkest; on the dark ones text is white."""
FIRST_DARK = 5
