"""HTML screens: a package a family, independent of each other. They check, call a query or action, and answer."""
