"""What a file may be: a survey, orders, tickets… Each module offers `SHAPES`; a further one edits no other file."""
