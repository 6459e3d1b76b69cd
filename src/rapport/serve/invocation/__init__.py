"""One run of the program: what was asked for, the home it works in, and how people are told what went wrong."""
