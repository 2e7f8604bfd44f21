"""What the document writers promise."""
