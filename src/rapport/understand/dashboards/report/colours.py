"""The colours of reports: those of the pages in their light theme, dark enough for paper."""

INK = "#1d2733"
MUTED = "#5b6676"
LINE = "#d5dae1"
PALE = "#f3f5f8"
PAPER = "#ffffff"
ACCENT = "#4f46d6"
GOOD = "#1b7a43"
BAD = "#b3302b"
SERIES = ("#4f46d6", "#0f8a8f", "#c2600c", "#b3338a", "#5f6b7d", "#2f7fd0", "#6b7d13", "#8a5340")
SHADES = ("#f4f4fd", "#e5e3f9", "#d5d3f5", "#c5c2f1", "#b5b1ee", "#a5a1ea", "#6962dc", "#5d55d9", "#4f46d6")
"""From the palest to the darkest; on the dark ones text is white."""
FIRST_DARK = 6
