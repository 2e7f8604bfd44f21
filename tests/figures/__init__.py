"""What `virkning.figures` promises, one feature a file."""
