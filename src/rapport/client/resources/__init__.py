"""A class for each resource, a method for each of its endpoints."""
