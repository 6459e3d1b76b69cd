"""The one small language of filters and computed columns: text in, a syntax tree out."""
