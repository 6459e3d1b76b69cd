"""How long interactions are kept."""
