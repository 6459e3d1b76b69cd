"""Benchmarks: Rapport against peers and against hand-written code, as ratios in one run. `python -m bench --help`."""
