"""Why a description will be sent back, field by field, before it is: kept as a draft only its author sees.

The reasons are written at the fields while one reads, and go with the decision. The draft is the one of the form that
sends it back (`sendingback`), so that both write in the same.
"""

from collections.abc import Mapping

from django.urls import reverse

from virkning.rooms.audit import drafts
from virkning.rooms.interventions.form import Field
from virkning.rooms.interventions.models import Intervention

PREFIX = "reason_"


def reason_name(field: Field) -> str:
    """`reason_method`: the field's name in the form that sends it back."""
    return f"{PREFIX}{field.value}"


def draft_name(intervention: Intervention) -> str:
    """What the draft is called."""
    return f"indsats-retur:{intervention.pk}"


def pending_reasons(intervention: Intervention, person_id: int) -> dict[Field, str]:
    """What this person has written and not sent, in the template's order. One query."""
    draft = drafts.find_draft(person_id=person_id, name=draft_name(intervention))
    kept: Mapping[str, object] = draft.values if draft is not None else {}
    told = {field: _text(kept.get(reason_name(field))) for field in Field}
    return {field: text for field, text in told.items() if text}


def _text(value: object) -> str:
    first = value[0] if isinstance(value, list) and value else value
    return first.strip() if isinstance(first, str) else ""


def keep_reason(intervention: Intervention, field: Field, text: str, *, person_id: int) -> None:
    """Keep it with the others; blank takes it away, and with the last one the draft."""
    name = draft_name(intervention)
    draft = drafts.find_draft(person_id=person_id, name=name)
    values = dict(draft.values) if draft is not None else {}
    values.pop(reason_name(field), None)
    if text.strip():
        values[reason_name(field)] = [text.strip()]
    if not any(key.startswith(PREFIX) and _text(value) for key, value in values.items()):
        drafts.discard_draft(person_id=person_id, name=name)
        return
    page = reverse("intervention_return", args=(intervention.pk,))
    drafts.save_draft(person_id=person_id, name=name, page=page, values=values)
