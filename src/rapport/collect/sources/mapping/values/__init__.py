"""Text of a cell into a value: numbers, amounts, durations, languages. Each refuses with a reason."""
