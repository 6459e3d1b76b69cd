"""The functions behind the template tags, by what they are for."""
