"""How a figure is made of sums: columns in SQL, an estimate of them, a test between two."""
