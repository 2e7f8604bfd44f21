"""Undo: one address that takes back what one entry of the log tells, for those who may do the thing itself."""
