"""What it means: pure readers of the stream."""
