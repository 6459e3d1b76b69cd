"""From a figure down to what it counts: the same plan, not summed up."""
