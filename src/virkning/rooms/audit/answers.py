"""One answer to one form, however many times it is sent: a double click makes one record."""

from datetime import timedelta

from django.utils import timezone

from .models import FormAnswer

#: A form that has been open for longer than this has lost its session long ago.
KEPT = timedelta(days=7)


def answer_to(*, key: str, person_id: int) -> str | None:
    """The address the form with this key was answered with; None where it has not been. One query."""
    found = FormAnswer._base_manager.filter(person_id=person_id, key=key).first()
    return found.address if found else None


def claim(*, key: str, person_id: int) -> FormAnswer:
    """Be the one who answers this form. Stands in the transaction of the write.

    Another request with the key waits here until this one is done. Raises IntegrityError where it has been answered.
    """
    return FormAnswer._base_manager.create(key=key, person_id=person_id)


def answered(claimed: FormAnswer, address: str) -> None:
    """Keep where the answer is; forget answers nobody can ask for any more."""
    FormAnswer._base_manager.filter(pk=claimed.pk).update(address=address[:500])
    FormAnswer._base_manager.filter(person_id=claimed.person_id, at__lt=timezone.now() - KEPT).delete()
