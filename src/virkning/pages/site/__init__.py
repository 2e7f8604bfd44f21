"""Pages about the site itself: the front door, the accessibility statement, error pages, health."""
