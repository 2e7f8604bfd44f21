"""Files that cannot be taken are refused with what is wrong; what is harmless is read. `make bench` says how fast."""

from collections.abc import Callable

import pytest

from rooms.hostile_papers import HARMLESS, HOSTILE, SLOW
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.interventions.reading.opening import open_description_file
from virkning.rooms.interventions.reading.reading import read_description


@pytest.mark.parametrize(("made", "words"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_clearly(made: Callable[[], bytes], words: str) -> None:
    with pytest.raises(Refused) as refused:
        open_description_file(made())
    assert words in refused.value.errors["file"]


@pytest.mark.parametrize("made", HARMLESS.values(), ids=HARMLESS)
def test_a_harmless_file_is_read(made: Callable[[], bytes]) -> None:
    read_description(open_description_file(made()))


@pytest.mark.parametrize("made", SLOW.values(), ids=SLOW)
def test_a_file_made_to_take_long_is_read(made: Callable[[], bytes]) -> None:
    read_description(open_description_file(made()))
