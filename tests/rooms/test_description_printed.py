"""An intervention as a file: what stands above its answers, what it is called, and how much it asks the database."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from interventions_examples import full
from virkning.documents.word_reading import read_paper
from virkning.rooms.access.scope import Scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.interventions.actions.whole import describe_new
from virkning.rooms.interventions.models import Intervention
from virkning.rooms.interventions.printing import DescriptionFormat, printed_description
from virkning.rooms.interventions.queries.answers import load_answers
from virkning.rooms.interventions.reading.reading import read_description
from virkning.rooms.interventions.tidying import tidied
from world import World

pytestmark = pytest.mark.django_db
MADE = datetime(2018, 4, 3, tzinfo=UTC)


@pytest.fixture
def described(world: World, everything: Scope) -> Intervention:
    organisation = world.organisations["lead"]
    return describe_new(
        project=world.ours.project, municipality=organisation, answers=full(), by=COMMAND_LINE
    )


def test_what_is_in_the_database_comes_back_from_word(described: Intervention) -> None:
    printed = printed_description(described, DescriptionFormat.WORD, made_at=MADE)
    file = read_description(read_paper(printed.content))
    assert file.own == tidied(load_answers(described))
    assert not file.unread


@pytest.mark.parametrize("kind", DescriptionFormat)
def test_a_file_has_its_name_and_kind(described: Intervention, kind: DescriptionFormat) -> None:
    printed = printed_description(described, kind, made_at=MADE)
    assert printed.name.startswith(f"Indsatsbeskrivelse - {described.name} - ")
    assert printed.name.endswith(f".{kind.value}")
    assert printed.content_type.startswith("application/")


def test_it_is_danish_whoever_prints(described: Intervention) -> None:
    with translation.override("en"):
        printed = printed_description(described, DescriptionFormat.WORD, made_at=MADE)
    said = [line.text for line in read_paper(printed.content).lines()]
    assert "Målgruppe" in said
    assert any(line.startswith("Frist\t") for line in said)


@pytest.mark.parametrize("kind", DescriptionFormat)
def test_a_file_asks_the_database_little(described: Intervention, kind: DescriptionFormat) -> None:
    with CaptureQueriesContext(connection) as queries:
        printed_description(described, kind, made_at=MADE)
    assert len(queries) <= 12
