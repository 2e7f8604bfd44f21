"""The target-group matrix: groups by whether they can and will, counted on days and compared."""
