"""How interactions come in."""
