"""An act on several parts of an employment plan, or of another thing an organisation owns by itself."""

from collections.abc import Iterator
from contextlib import contextmanager

from virkning.rooms.audit.authors import Author
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.programmes.actions.acts import Act, act

#: What the log calls such an act; it is taken back as one, by those who may write the plan.
PLAN = "plan"


@contextmanager
def planning(*, by: Author, organisation: Organisation | int) -> Iterator[Act]:
    """One transaction, one entry in the organisation's log."""
    key = organisation if isinstance(organisation, int) else organisation.pk
    with act(by=by, organisation_id=key, action=PLAN) as under_way:
        yield under_way
