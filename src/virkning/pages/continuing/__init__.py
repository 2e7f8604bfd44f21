"""How things go on after the project: embedding, experiences, benefits; and the comment on an activity as a whole."""
