"""One router a room: checks, asks a query or an action, and answers with a schema."""
