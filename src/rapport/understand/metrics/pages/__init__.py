"""How figures are shown: the filter bar, figures with their interval, the page of a metric and what stands behind it."""
