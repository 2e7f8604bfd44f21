"""A round's facts as bytes: read back they are the same, whatever they hold; and nothing that can hold is left out."""

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from django.utils.translation import gettext_lazy
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from reports import building as b
from virkning.figures.dates import Deadline
from virkning.figures.periods import Period, PeriodKind
from virkning.rooms.access.scope import system_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.exchange.actions.imports import import_project
from virkning.rooms.reports.facts import frozen
from virkning.rooms.reports.facts.frozen import (
    FORMAT,
    NotFreezable,
    UnreadableFacts,
    freeze,
    kinds_of_facts,
    thaw,
)
from virkning.rooms.reports.facts.project import Origin
from virkning.rooms.reports.facts.whole import WholeFacts
from virkning.rooms.reports.queries.whole import load_whole
from world import World

# Facts of any shape, made from the types alone ------------------------------------------------------------------------

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
PERIODS = st.builds(
    Period.containing, st.sampled_from(PeriodKind), st.dates(date(1901, 1, 1), date(2198, 1, 1))
)
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=2))])

st.register_type_strategy(Period, PERIODS)
st.register_type_strategy(Deadline, st.builds(Deadline.of, DAYS, st.none() | st.sampled_from(PeriodKind)))
st.register_type_strategy(Decimal, st.decimals(allow_nan=False, allow_infinity=False))
st.register_type_strategy(datetime, st.datetimes(datetime(1900, 1, 1), datetime(2199, 1, 1), timezones=ZONES))  # noqa: DTZ001
BY_PERIOD = st.dictionaries(PERIODS, st.from_type(Origin), max_size=3)
st.register_type_strategy(Mapping, lambda _hint: BY_PERIOD)

# A few of everything: a whole project of many would take minutes to make.
st.register_type_strategy(
    tuple, lambda hint: st.lists(st.from_type(get_args(hint)[0]), max_size=2).map(tuple)
)

#: Shrinking a whole project takes minutes; a part that fails is shown by itself.
QUICK = [Phase.explicit, Phase.generate]


@settings(max_examples=12, phases=QUICK)
@pytest.mark.parametrize(
    "kind", [one for one in kinds_of_facts() if is_dataclass(one)], ids=lambda one: one.__name__
)
@given(data=st.data())
def test_any_facts_come_back_as_they_were(kind: type, data: st.DataObject) -> None:
    codec = frozen._codec(kind)
    facts = data.draw(st.from_type(kind))
    again = codec.read(json.loads(json.dumps(codec.write(facts))))
    assert again == facts
    assert [(type(one), str(one)) for one in values_in(again)] == [
        (type(one), str(one)) for one in values_in(facts)
    ]


@settings(max_examples=60)
@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_number_keeps_its_decimals_as_written(number: Decimal) -> None:
    facts = b.project(b.activity(b.milestone(replace(b.entry("2013"), value=number))))
    (milestone,) = thaw(freeze(WholeFacts(facts))).project.milestones()
    assert str(milestone.milestone.entries[0].value) == str(number)


def values_in(value: Any) -> Iterator[Any]:
    """Every value in the facts, in order; moments by what they are in UTC."""
    if is_dataclass(value):
        for one in fields(value):
            yield from values_in(getattr(value, one.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from values_in(one)
    elif isinstance(value, dict):
        for key in sorted(value):
            yield from values_in((key, value[key]))
    else:
        yield value.astimezone(UTC) if isinstance(value, datetime) else value


# Projects as they are -------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["holstebro", "brobygning", "vejen-til-job"])
def test_the_demo_projects_come_back_as_they_were(name: str) -> None:
    content = files("virkning.demo").joinpath(f"{name}.xlsx").read_bytes()
    with system_scope("test"):
        done = import_project(content=content, name=f"{name}.xlsx", by=COMMAND_LINE, may_create=True)
        whole = load_whole(done.project)
    assert thaw(freeze(whole)) == whole


@pytest.mark.django_db
def test_a_row_of_every_kind_comes_back_as_it_was(world: World, everything: object) -> None:
    assert world.ours is not None
    whole = load_whole(world.ours.project)
    assert thaw(freeze(whole)) == whole


# Nothing is left out --------------------------------------------------------------------------------------------------

WHOLE_BOOK = WholeFacts(b.project())


@pytest.mark.parametrize(
    "kind", [one for one in kinds_of_facts() if is_dataclass(one)], ids=lambda one: one.__name__
)
def test_every_field_of_every_kind_is_written(kind: type) -> None:
    """A new field is in the content the day it is added: none is left out, whoever adds it."""
    parts = {one.name: None for one in fields(kind)}
    empty = object.__new__(kind)
    for one in fields(kind):
        object.__setattr__(empty, one.name, Anything())
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            frozen, "_codec", lambda _hint: frozen._Codec(lambda _value: None, lambda _given: None)
        )
        assert frozen._record(kind).write(empty) == parts


class Anything:
    """Stands for a value of any type."""


def test_every_kind_is_a_frozen_dataclass_or_an_enum_of_words() -> None:
    for kind in kinds_of_facts():
        if issubclass(kind, Enum):
            assert all(isinstance(one.value, str) for one in kind), kind
        else:
            assert kind.__dataclass_params__.frozen, kind  # type: ignore[attr-defined]
            assert all(one.init for one in fields(kind)), kind
            assert set(get_type_hints(kind)) >= {one.name for one in fields(kind)}


# Older and stranger content -------------------------------------------------------------------------------------------


def changed(**more: Any) -> bytes:
    read = json.loads(gzip.decompress(freeze(WHOLE_BOOK)))
    return gzip.compress(json.dumps(read | more).encode())


def test_a_field_that_older_content_does_not_have_gets_its_default() -> None:
    read = json.loads(gzip.decompress(freeze(WHOLE_BOOK)))
    for one in fields(WholeFacts):
        if one.default is not MISSING or one.default_factory is not MISSING:
            del read["facts"][one.name]
    assert set(read["facts"]) == {"project"}
    again = thaw(gzip.compress(json.dumps(read).encode()))
    assert again == WHOLE_BOOK


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no frozen facts"),
        (b"ikke pakket", "no frozen facts"),
        (gzip.compress(b"{", mtime=0), "no frozen facts"),
        (gzip.compress(b"[]", mtime=0), "no format"),
        (gzip.compress(b'{"facts":{}}', mtime=0), "no format"),
        (freeze(WHOLE_BOOK)[:-20], "no frozen facts"),
    ],
    # Packed bytes hold the moment they were packed: two workers would name the same test differently.
    ids=["empty", "not packed", "cut JSON", "a list", "without format", "cut short"],
)
def test_what_is_no_frozen_facts_says_so(content: bytes, why: str) -> None:
    with pytest.raises(UnreadableFacts, match=why):
        thaw(content)


def test_another_format_is_named() -> None:
    with pytest.raises(UnreadableFacts, match=f"of format 2, and this version reads {FORMAT}"):
        thaw(changed(format=FORMAT + 1))


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("name", 7, "no str"),
        ("id", "7", "no int"),
        ("id", True, "no int"),
        ("starts_on", "31. april", "no date"),
        ("areas", {}, "no list"),
        ("baseline", "2013X", "no Period"),
        ("ukendt", 1, "other fields: ..ukendt"),
    ],
)
def test_content_that_does_not_fit_is_refused(name: str, value: Any, why: str) -> None:
    read = json.loads(gzip.decompress(freeze(WHOLE_BOOK)))
    read["facts"]["project"][name] = value
    with pytest.raises(UnreadableFacts, match=why):
        thaw(gzip.compress(json.dumps(read).encode()))


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": gettext_lazy("Navn")},
        {"id": "1"},
        {"starts_on": datetime(2010, 1, 1, tzinfo=UTC)},
        {"parties": []},
    ],
)
def test_a_value_of_another_type_than_its_field_says_is_not_frozen(wrong: dict[str, Any]) -> None:
    with pytest.raises(NotFreezable):
        freeze(WholeFacts(replace(b.project(), **wrong)))


def test_a_moment_without_a_time_zone_and_a_number_that_is_none_are_not_frozen() -> None:
    for wrong in (
        b.milestone(replace(b.entry("2013"), value=Decimal("NaN"))),
        replace(
            b.milestone(b.entry("2013")),
            origins={Period.parse("2013"): replace(b.TYPED, at=datetime(2013, 1, 1))},  # noqa: DTZ001
        ),
    ):
        with pytest.raises(NotFreezable):
            freeze(WholeFacts(b.project(b.activity(wrong))))


#: The world's own project, frozen when the format was new. Once released it is never made again: a field more needs a
#: default, and anything else a new format beside this one.
OLDEST = Path(__file__).with_name("frozen") / "1.json.gz"


def test_the_oldest_content_can_still_be_read() -> None:
    whole = thaw(OLDEST.read_bytes())
    assert whole.project.name == "Vores projekt"
    assert [one.number for one in whole.project.activities()] == ["1.1"]
    assert whole.recommendations[0].text == "Anbefaling i Vores projekt"
