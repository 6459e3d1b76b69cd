"""Figures of single people: whom a filter finds, in which order, and what each of them did."""
