"""Tells streams that stay open that the process is ending."""

import threading

STOPPING = threading.Event()
