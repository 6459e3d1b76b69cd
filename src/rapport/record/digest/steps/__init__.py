"""The steps of the digest, one file for each stage. Each takes a group and returns what is left of it."""
