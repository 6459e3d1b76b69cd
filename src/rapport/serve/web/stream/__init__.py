"""The stream as pages: what comes in just now, and one interaction raw and as understood."""
