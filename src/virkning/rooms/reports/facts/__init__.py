"""What is true of a project: frozen dataclasses, and the judgements that pages and reports share."""
