"""The few records that are taken away for good: links that hold nothing of their own and cannot be removed softly."""

from collections.abc import Sequence

from django.db.models import Model


def remove_for_good(model: type[Model], keys: Sequence[int]) -> None:
    """Delete parties, links and periods by key, inside the caller's act, whose entry tells of it.

    Stands here because `Batch` has no verb for it yet; it belongs there.
    """
    if keys:
        model._base_manager.filter(pk__in=keys).delete()
