"""What stands on a result: asked before its meaning is changed."""

from ..models import Measurement, Result


def measured_values(result: Result) -> int:
    """How many numbers stand on the result. One query."""
    return Measurement.objects.filter(result=result, superseded_at__isnull=True, value__isnull=False).count()
