"""Texts of people in spreadsheets: never formulas.

A name or a comment that begins like a formula would be run by the spreadsheet of whoever opens the file.
See https://owasp.org/www-community/attacks/CSV_Injection.
"""

_BEGINS_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""The wide forms are read as formulas by spreadsheets in East Asian languages."""


def harmless(text: str) -> str:
    """Return a text for a cell of a CSV file: what a spreadsheet would take for a formula begins with an apostrophe."""
    return f"'{text}" if text.lstrip(" ").startswith(_BEGINS_FORMULAS) else text
