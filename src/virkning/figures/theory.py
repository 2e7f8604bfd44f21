"""The words of a theory of change and of a target-group matrix."""

from .phrases import P
from .worded import Worded


class Basis(Worded):
    """What an arrow builds on."""

    EVIDENCE = "evidence", P("Dokumentation")
    ASSUMPTION = "assumption", P("Antagelse")


class Quadrant(Worded):
    """Where a group stands: whether it can, and whether it will."""

    CAN_WILL = "can_will", P("Kan og vil")
    CAN_WILL_NOT = "can_will_not", P("Kan, men vil ikke")
    CANNOT_WILL = "cannot_will", P("Kan ikke, men vil")
    CANNOT_WILL_NOT = "cannot_will_not", P("Kan ikke og vil ikke")

    @property
    def can(self) -> bool:
        """The upper half of the matrix."""
        return self in (Quadrant.CAN_WILL, Quadrant.CAN_WILL_NOT)

    @property
    def will(self) -> bool:
        """The left half of the matrix."""
        return self in (Quadrant.CAN_WILL, Quadrant.CANNOT_WILL)
