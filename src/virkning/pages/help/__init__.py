"""Help: the user guide as a page, and which of its sections belongs to which page."""
