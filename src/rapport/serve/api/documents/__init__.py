"""What the interface takes and gives, as the reference shows it. Each document says what it means, with an example."""
