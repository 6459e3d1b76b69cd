"""What a metric counts: rows of the stream, or what several rows make up."""
