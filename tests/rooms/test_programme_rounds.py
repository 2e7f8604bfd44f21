"""Who may run a programme's round, and who a project's; who approves and returns in either. One table a persona."""

import pytest
from django.utils import timezone

from virkning.figures.periods import Period
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.scope import Scope, current_scope, system_scope, use_scope
from virkning.rooms.audit.authors import Author
from virkning.rooms.programmes.models import Programme, Project
from virkning.rooms.programmes.queries.rights import programmes_run_by
from virkning.rooms.statusrounds.actions import rounds
from virkning.rooms.statusrounds.models import StatusRound
from virkning.rooms.statusrounds.stages import ROUND_TAKES, SUBMISSION_TAKES
from world import PERSONAS, World

pytestmark = pytest.mark.django_db

BY = Author.system("prøve")
SEE, RUN = Permission.SEE_ROUND, Permission.RUN_ROUNDS
APPROVE, RETURN, REPORT = (
    Permission.APPROVE_STATUS,
    Permission.RETURN_STATUS,
    Permission.REPORT_STATUS,
)

#: persona | of the project's own round | of its programme's round | in the project, whichever round asks
TABLE = [
    ("project manager", {SEE, RUN}, {SEE}, {REPORT, APPROVE, RETURN}),
    ("lead administrator", {SEE, RUN}, {SEE}, {REPORT, APPROVE, RETURN}),
    ("activity lead", {SEE}, {SEE}, {REPORT}),
    ("steering group", {SEE}, {SEE}, set()),
    ("lead planner", set(), set(), set()),
    ("lead colleague", set(), set(), set()),
    ("partner assigned", {SEE}, {SEE}, set()),
    ("partner administrator", {SEE}, {SEE}, set()),
    ("partner colleague", set(), set(), set()),
    ("coordinator", {SEE}, {SEE, RUN}, {RETURN}),
    ("coordinator of the project", {SEE}, {SEE}, {RETURN}),
    ("funder administrator", {SEE}, {SEE, RUN}, {RETURN}),
    ("funder planner", set(), set(), set()),
    ("funder colleague", set(), set(), set()),
    ("evaluator", {SEE}, {SEE}, set()),
    ("evaluator of the programme", {SEE}, {SEE}, set()),
    ("evaluator administrator", {SEE}, {SEE}, set()),
    ("evaluator colleague", set(), set(), set()),
    ("stranger administrator", set(), set(), set()),
    ("stranger colleague", set(), set(), set()),
    ("stranger assigned", set(), set(), set()),
]


def test_the_table_is_about_everybody_and_every_act() -> None:
    assert [who for who, *_rest in TABLE] == list(dict.fromkeys(who for who, *_rest in TABLE))
    assert {who for who, *_rest in TABLE} == set(PERSONAS)
    assert set(ROUND_TAKES.values()) == {RUN}
    assert set(SUBMISSION_TAKES.values()) == {REPORT, APPROVE, RETURN}


def of_round(key: int) -> set[Permission]:
    """What the scope may do with the round itself; nothing where it does not see it."""
    found = StatusRound.objects.filter(pk=key).first()
    return set(found.permissions_of(current_scope())) & {SEE, RUN} if found is not None else set()


@pytest.mark.parametrize(("who", "own", "programmes", "inside"), TABLE, ids=[one[0] for one in TABLE])
def test_who_may(
    world: World,
    who: str,
    own: set[Permission],
    programmes: set[Permission],
    inside: set[Permission],
) -> None:
    with system_scope("test"):
        projects_round = StatusRound.objects.get(project=world.ours.project)
        programmes_round = rounds.plan_round(owner=world.programme, period=Period.parse("2012"), by=BY)
    with use_scope(Scope(person_id=world.people[who].pk)) as scope:
        assert of_round(projects_round.pk) == own
        assert of_round(programmes_round.pk) == programmes
        project = Project.objects.filter(pk=world.ours.project.pk).first()
        given = set(project.permissions_of(scope)) if project is not None else set()
        assert given & {REPORT, APPROVE, RETURN} == inside
        # Asked about many at once, the answer is that of each.
        runs = {one.pk for one in Programme.objects.all() if RUN in one.permissions_of(scope)}
        assert programmes_run_by(scope) == runs


def test_a_coordinator_who_has_left_the_agency_runs_nothing(world: World) -> None:
    person = world.people["coordinator"]
    with system_scope("test"):
        person.memberships.update(ended_at=timezone.now())
    with use_scope(Scope(person_id=person.pk)) as scope:
        assert programmes_run_by(scope) == frozenset()
