"""Views: explore any figure by anything, and keep what was found."""
