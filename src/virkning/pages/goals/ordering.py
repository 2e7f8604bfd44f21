"""The national goals by their numbers, as the annual report has them; what else is published comes after them."""

from collections.abc import Sequence

from virkning.rooms.registerruns.queries.published import PublishedGoal

#: measure → the goal's number.
NUMBERS = {"selvforsoergelse": 1, "jobparat": 2, "virksomhedsrettet": 3}


def in_order(goals: Sequence[PublishedGoal]) -> list[PublishedGoal]:
    """Each goal with its parts after it."""
    last = len(NUMBERS) + 1

    def place(goal: PublishedGoal) -> tuple[int, str, bool]:
        whole = goal.publication.measure
        return NUMBERS.get(whole, last), whole, goal.is_part

    return sorted(goals, key=place)


def numbered(measure: str, title: str) -> str:
    """`1 Selvforsørgelse …`; without a number where it has none."""
    number = NUMBERS.get(measure)
    return f"{number} {title}" if number else title
