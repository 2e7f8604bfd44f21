"""My day: what is late, what is due, what waits for me, and what is new."""
