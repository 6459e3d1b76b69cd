"""Tests of what only ClickHouse needs: groups that count or not, typed placeholders, addresses."""
