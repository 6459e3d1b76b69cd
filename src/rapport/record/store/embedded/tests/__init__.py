"""Tests of what only the embedded engine promises: files, crashes, readers beside a writer."""
