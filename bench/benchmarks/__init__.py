"""One module for each benchmark, each with a `BENCHMARK`; their names give the order of the page."""
