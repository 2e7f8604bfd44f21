"""Status rounds: the list of them, one round with its activities and timeline, reviewing, and the calendar."""
