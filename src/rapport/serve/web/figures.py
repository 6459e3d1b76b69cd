"""What Prometheus is told about this process."""

from prometheus_client import Histogram

REQUEST_SECONDS = Histogram(
    "rapport_request_seconds",
    "How long requests took, by page, method and status.",
    ["page", "method", "status"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 0.8, 1.5, 3, 8),
)
