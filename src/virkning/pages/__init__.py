"""HTML screens: one package a screen family, independent of each other. They check, call a query or action, and answer."""
