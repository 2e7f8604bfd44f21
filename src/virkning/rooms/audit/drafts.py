"""Drafts: typed and saved, not yet handed in. Kept apart from the log, because nothing has been changed yet."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from .models import Draft

#: What nobody has come back to in this time is gone.
KEPT = timedelta(days=90)
#: As many forms as one person can have begun.
MOST = 200


def save_draft(*, person_id: int, name: str, page: str, values: Mapping[str, Any]) -> Draft:
    """Keep what is typed, over what was kept before. Two windows: the last one saved is kept."""
    now = timezone.now()
    with transaction.atomic():
        draft, made = Draft._base_manager.update_or_create(
            person_id=person_id,
            name=name,
            defaults={"page": page[:300], "values": dict(values), "saved_at": now},
        )
        if made:
            mine = Draft._base_manager.filter(person_id=person_id)
            mine.filter(saved_at__lt=now - KEPT).delete()
            beyond = list(mine.order_by("-saved_at", "-id").values_list("pk", flat=True)[MOST:])
            if beyond:
                mine.filter(pk__in=beyond).delete()
    return draft


def find_draft(*, person_id: int, name: str) -> Draft | None:
    """The person's draft of the form, if there is one. One query."""
    return Draft._base_manager.filter(person_id=person_id, name=name).first()


def discard_draft(*, person_id: int, name: str) -> None:
    """The form has been handed in, or its author does not want it any more."""
    Draft._base_manager.filter(person_id=person_id, name=name).delete()


def drafts_named(*, person_id: int, beginning: str) -> list[Draft]:
    """The person's drafts whose names begin so, the latest first. One query."""
    rows = Draft._base_manager.filter(person_id=person_id, name__startswith=beginning)
    return list(rows.order_by("-saved_at", "-id"))
