"""How it looks: the base page, components, tokens, icons and the way figures and moments are written. No product knowledge."""
