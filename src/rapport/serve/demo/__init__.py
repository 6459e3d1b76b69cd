"""The demo company: two years of made-up customers, from a causal model whose truth is written down in `truth`."""
