"""Change tracks and the ministry's goals as the API tells them."""

from collections.abc import Iterable

from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.plans.models import ChangeTrack, NationalGoal, NationalGroup

from ..schemas import tracks as schemas


def track_told(one: ChangeTrack) -> schemas.ChangeTrack:
    """One version of a track."""
    return schemas.ChangeTrack(
        id=one.pk,
        agency=schemas.Agency(id=one.organisation_id, name=one.organisation.name),
        number=one.number,
        title=one.title,
        description=one.description,
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        version=one.version,
    )


def track_now(key: int) -> schemas.ChangeTrack:
    """The version as it is now. Raises `NotVisible`."""
    track = ChangeTrack.objects.select_related("organisation").filter(pk=key).first()
    if track is None:
        raise NotVisible
    return track_told(track)


def goal_told(goal: NationalGoal, groups: Iterable[NationalGroup]) -> schemas.NationalGoal:
    """A goal of the ministry's with its overall groups."""
    return schemas.NationalGoal(
        number=goal.number,
        title=goal.title,
        valid_from=goal.valid_from,
        valid_to=goal.valid_to,
        overall_groups=[
            schemas.NationalGroup(
                letter=one.letter, title=one.title, valid_from=one.valid_from, valid_to=one.valid_to
            )
            for one in groups
        ],
    )
