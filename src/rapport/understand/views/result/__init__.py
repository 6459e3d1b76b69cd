"""From an answer to what a page, a file or a report shows of it. Nothing here computes a figure."""
