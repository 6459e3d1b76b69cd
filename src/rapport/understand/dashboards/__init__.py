"""Dashboards: saved views side by side, printed and sent by e-mail."""
