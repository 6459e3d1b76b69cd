"""The durable hand-over between collect and record: what was appended is not lost. No Django."""
