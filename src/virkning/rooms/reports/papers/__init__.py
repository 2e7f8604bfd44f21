"""Documents of one thing in a project, on one page lying down: the target-group matrix, the method description."""
