"""Writes of the files: what is stored, an organisation's base for its documents, long work."""
