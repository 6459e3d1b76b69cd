"""Text of a cell into a moment: which format a column has, and how its zone is applied."""
