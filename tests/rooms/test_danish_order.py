"""The databases sort and search as Danish does, both of them alike."""

import pytest

from virkning.rooms.access.ordering import InDanish
from virkning.rooms.organisations.models import Municipality

pytestmark = pytest.mark.django_db


def test_names_are_sorted_as_in_danish() -> None:
    names = [one.name for one in Municipality.objects.order_by(InDanish("name"))]
    assert names[0] == "Albertslund"
    assert names[-4:] == ["Ærø", "Aabenraa", "Aalborg", "Aarhus"]
    assert [one.name for one in Municipality.objects.order_by(InDanish("name").desc())] == names[::-1]


@pytest.mark.parametrize("written", ["ærø", "ÆRØ", "Ærø"])
def test_a_search_knows_danish_letters_whatever_their_case(written: str) -> None:
    assert [one.name for one in Municipality.objects.filter(name__icontains=written)] == ["Ærø"]


@pytest.mark.parametrize("written", ["%", "_", "\\"])
def test_signs_that_mean_something_to_the_database_are_just_signs(written: str) -> None:
    assert not Municipality.objects.filter(name__icontains=written).exists()
