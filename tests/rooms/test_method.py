"""Method descriptions: begun with three phases, written in by several, carried on in versions, held against others."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from virkning.figures.planning import MethodPart
from virkning.pages.undoing.table import ACTS
from virkning.rooms.access.scope import Scope, use_scope
from virkning.rooms.audit.authors import COMMAND_LINE
from virkning.rooms.audit.models import AuditEntry
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict
from virkning.rooms.files.models import StoredFile
from virkning.rooms.plans.actions.method import (
    CellGiven,
    PhaseGiven,
    begin_method,
    new_version,
    remove_version,
    save_method,
    write_cell,
)
from virkning.rooms.plans.actions.methodparts import (
    MOST_CORE,
    add_core,
    add_tool,
    change_core,
    change_tool,
    move_core,
    remove_core,
    remove_tool,
)
from virkning.rooms.plans.methodfacts import (
    CoreFacts,
    MethodFacts,
    MethodPhaseFacts,
    ToolFacts,
    VersionFacts,
    beside,
)
from virkning.rooms.plans.models import CoreElement, MethodDescription, MethodPhase, MethodTool
from virkning.rooms.plans.queries.method import (
    load_current,
    load_method,
    projects_with_a_method,
    versions_of,
)
from world import World

BY: dict[str, Any] = {"by": COMMAND_LINE}


@pytest.fixture
def world(world: World, everything: Scope) -> World:
    """Looked at through a system's eyes."""
    return world


@pytest.fixture
def method(world: World) -> MethodDescription:
    """Begun anew, with its three phases."""
    MethodDescription.objects.filter(project=world.ours.project).delete()
    return begin_method(project=world.ours.project, title=" Brobygning  til job ", **BY)


def phases(method: MethodDescription) -> list[MethodPhase]:
    return list(MethodPhase.objects.filter(description=method).order_by("position"))


def read(method: MethodDescription) -> MethodDescription:
    return MethodDescription.objects.get(pk=method.pk)


def last() -> AuditEntry:
    return AuditEntry.objects.order_by("-id")[0]


def take_back(entry: AuditEntry) -> None:
    """As the button does."""
    ACTS[entry.action](entry, COMMAND_LINE)


def filled(method: MethodDescription) -> None:
    """Something of everything."""
    first, second, _third = phases(method)
    write_cell(phase=first, part=MethodPart.CORE, text="Mød borgeren", **BY)
    write_cell(phase=second, part=MethodPart.ROLES, text="Mentoren", **BY)
    add_tool(phase=first, title="Samtaleguide", name="guide.txt", content=b"Tal om arbejde", **BY)
    add_tool(phase=first, title="Skema", **BY)
    for text in ("En fast kontaktperson", "Arbejde først"):
        add_core(method=method, text=text, **BY)


def told(facts: MethodFacts) -> Any:
    """What a version says, whichever version it is. A tool is the same where its name and its file's content are."""
    return (
        [one.text for one in facts.core],
        [
            (
                (one.title, one.starts_on, one.ends_on),
                {part: text for part, text, _version in one.texts if text},
                [(tool.title, tool.fingerprint) for tool in one.tools],
            )
            for one in facts.phases
        ],
    )


# Beginning


def test_a_method_begins_with_three_phases(method: MethodDescription) -> None:
    assert (method.title, method.number) == ("Brobygning til job", 1)
    assert [one.title for one in phases(method)] == ["Fase 1", "Fase 2", "Fase 3"]
    assert last().words == "Metodebeskrivelsen “Brobygning til job” er begyndt."


def test_there_is_one_and_beginning_it_can_be_undone(world: World, method: MethodDescription) -> None:
    with pytest.raises(Refused, match="allerede en metodebeskrivelse"):
        begin_method(project=world.ours.project, title="En til", **BY)
    take_back(last())
    assert load_current(world.ours.project.pk) is None
    assert begin_method(project=world.ours.project, title="En til", **BY).number == 1


# Writing


def test_a_cell_is_written_corrected_and_taken_back(method: MethodDescription) -> None:
    first = phases(method)[0]
    cell = write_cell(phase=first, part=MethodPart.WORKFLOW, text=" Ring ", **BY)
    assert cell is not None
    assert last().words == "Metodens arbejdsgang i “Fase 1” er rettet."
    assert last().changes["Fase 1: Arbejdsgang"] == ["", "Ring"]
    write_cell(phase=first, part=MethodPart.WORKFLOW, text="Ring i dag", version=cell.version, **BY)
    take_back(last())
    assert load_method(method).phases[0].text(MethodPart.WORKFLOW) == "Ring"


def test_two_in_the_same_cell_meet_and_in_two_cells_do_not(method: MethodDescription) -> None:
    first = phases(method)[0]
    write_cell(phase=first, part=MethodPart.CORE, text="Min", **BY)
    write_cell(phase=first, part=MethodPart.CORE, text="Min", **BY)  # the same again is no conflict
    write_cell(phase=first, part=MethodPart.ROLES, text="Deres", **BY)
    with pytest.raises(Conflict):
        write_cell(phase=first, part=MethodPart.CORE, text="Deres", **BY)


def test_the_whole_is_saved_as_one_act_and_taken_back_as_one(method: MethodDescription) -> None:
    first, second, third = phases(method)
    before = told(load_method(method))
    changed = save_method(
        read(method),
        head={"title": "Nyt navn", "note": "", "decided_on": date(2014, 1, 1)},
        phases=[PhaseGiven(first.pk, "Afklaring", date(2014, 1, 1), date(2014, 6, 30), 1)],
        cells=[
            CellGiven(second.pk, MethodPart.CORE, "Praktik", 0),
            CellGiven(third.pk, MethodPart.TOOLS, "Opfølgning", 0),
        ],
        version=1,
        **BY,
    )
    assert changed
    entry = last()
    assert entry.changes["Fase 1: fase"] == ["Fase 1", "Afklaring"]
    assert told(load_method(read(method))) != before
    take_back(entry)
    assert told(load_method(read(method))) == before
    assert read(method).title == "Brobygning til job"


def test_nothing_changed_writes_nothing(method: MethodDescription) -> None:
    before = AuditEntry.objects.count()
    head = {"title": method.title, "note": "", "decided_on": None}
    given = [PhaseGiven(one.pk, one.title, version=1) for one in phases(method)]
    assert not save_method(read(method), head=head, phases=given, version=1, **BY)
    assert AuditEntry.objects.count() == before


def test_what_is_wrong_is_refused_at_its_field(method: MethodDescription) -> None:
    first, second, _third = phases(method)
    with pytest.raises(Refused) as refused:
        save_method(
            method,
            head={"title": " ", "note": "", "decided_on": None},
            phases=[
                PhaseGiven(first.pk, " "),
                PhaseGiven(second.pk, "B", date(2014, 2, 1), date(2014, 1, 1)),
            ],
            **BY,
        )
    assert set(refused.value.errors) == {"title", f"title_{first.pk}", f"ends_on_{second.pk}"}


# Core elements and tools


@pytest.mark.parametrize(
    ("to", "order"), [(0, ["C", "A", "B"]), (1, ["A", "C", "B"]), (9, ["A", "B", "C"]), (-9, ["C", "A", "B"])]
)
def test_a_core_element_is_given_its_place(method: MethodDescription, to: int, order: list[str]) -> None:
    made = [add_core(method=method, text=text, **BY) for text in ("A", "B", "C")]
    move_core(CoreElement.objects.get(pk=made[2].pk), to=to, **BY)
    assert [one.text for one in load_method(method).core] == order


def test_a_core_element_that_is_gone_meanwhile_is_given_no_place(method: MethodDescription) -> None:
    made = add_core(method=method, text="A", **BY)
    read = CoreElement.objects.get(pk=made.pk)
    remove_core(made, **BY)
    with pytest.raises(Refused, match="fjernet imens"):
        move_core(read, to=0, **BY)


def test_core_elements_have_an_order_that_can_be_changed(method: MethodDescription) -> None:
    made = [add_core(method=method, text=text, **BY) for text in ("A", "B", "C")]
    move_core(CoreElement.objects.get(pk=made[2].pk), step=-1, **BY)
    assert [one.text for one in load_method(method).core] == ["A", "C", "B"]
    assert last().words == "Kerneelementet “C” er flyttet til plads 2."
    take_back(last())
    move_core(CoreElement.objects.get(pk=made[0].pk), step=-1, **BY)  # the first stays the first
    assert [one.text for one in load_method(method).core] == ["A", "B", "C"]
    change_core(CoreElement.objects.get(pk=made[0].pk), text="Aa", version=1, **BY)
    remove_core(CoreElement.objects.get(pk=made[1].pk), **BY)
    assert [one.text for one in load_method(method).core] == ["Aa", "C"]
    take_back(last())
    assert [one.text for one in load_method(method).core] == ["Aa", "B", "C"]
    for number in range(MOST_CORE - 3):
        add_core(method=method, text=str(number), **BY)
    with pytest.raises(Refused, match="plads til 20 kerneelementer"):
        add_core(method=method, text="For mange", **BY)


def test_a_tool_comes_with_its_file_and_goes_and_comes_back(method: MethodDescription) -> None:
    first, second, _third = phases(method)
    tool = add_tool(phase=first, title=" Samtale guide ", name="../guide.txt", content=b"Tekst", **BY)
    assert last().words == "Redskabet “Samtale guide” er tilføjet i “Fase 1” med filen guide.txt."
    change_tool(MethodTool.objects.get(pk=tool.pk), phase=second, title="Guide", version=1, **BY)
    assert [one.title for one in load_method(method).phases[1].tools] == ["Guide"]
    remove_tool(MethodTool.objects.get(pk=tool.pk), **BY)
    assert not load_method(method).phases[1].tools
    take_back(last())
    [back] = load_method(method).phases[1].tools
    assert (back.file, back.size) == ("guide.txt", 5)


@pytest.mark.parametrize(
    ("name", "content"),
    [("ond.exe", b"MZ"), ("tom.txt", b""), ("ark.pdf", b"ikke en pdf"), ("liste.txt", b"010190-1234")],
)
def test_a_file_is_looked_through_before_it_is_kept(
    method: MethodDescription, name: str, content: bytes
) -> None:
    before = StoredFile._base_manager.count()
    with pytest.raises(Refused) as refused:
        add_tool(phase=phases(method)[0], title="Redskab", name=name, content=content, **BY)
    assert set(refused.value.errors) == {"file"}
    assert StoredFile._base_manager.count() == before


# Versions


def test_a_new_version_holds_everything_and_the_old_one_stays_as_it_was(method: MethodDescription) -> None:
    filled(method)
    before = told(load_method(method))
    files = StoredFile._base_manager.count()
    newer = new_version(read(method), note="Mentor fra dag ét", decided_on=date(2014, 5, 1), **BY)
    assert (newer.number, newer.note, newer.decided_on) == (2, "Mentor fra dag ét", date(2014, 5, 1))
    assert told(load_method(newer)) == before
    assert StoredFile._base_manager.count() == files
    write_cell(phase=phases(newer)[0], part=MethodPart.CORE, text="Andet", version=1, **BY)
    remove_tool(MethodTool.objects.filter(phase__description=newer).order_by("id")[0], **BY)
    assert told(load_method(method)) == before
    assert [one.number for one in versions_of(method.project_id)] == [2, 1]


def test_a_new_version_nobody_has_written_in_can_be_undone(world: World, method: MethodDescription) -> None:
    filled(method)
    newer = new_version(read(method), note="Ny", **BY)
    made = last()
    cell = write_cell(phase=phases(newer)[2], part=MethodPart.CORE, text="Mere", **BY)
    assert cell is not None
    with pytest.raises(Refused, match="har skrevet her siden"):
        take_back(made)
    take_back(last())
    remove_version(newer, **BY)
    take_back(last())  # and here it is again
    assert load_current(world.ours.project.pk).head.number == 2  # type: ignore[union-attr]
    new_version(read(newer), note="Tre", **BY)
    take_back(last())
    assert load_current(world.ours.project.pk).head.number == 2  # type: ignore[union-attr]


ACTS_IN_AN_OLD_VERSION: list[Callable[[MethodDescription], Any]] = [
    lambda old: write_cell(phase=phases(old)[0], part=MethodPart.ROLES, text="X", **BY),
    lambda old: save_method(old, head={"title": "X", "note": "", "decided_on": None}, **BY),
    lambda old: add_core(method=old, text="X", **BY),
    lambda old: remove_core(CoreElement.objects.filter(description=old).order_by("id")[0], **BY),
    lambda old: add_tool(phase=phases(old)[0], title="X", **BY),
    lambda old: remove_tool(MethodTool.objects.filter(phase__description=old).order_by("id")[0], **BY),
    lambda old: new_version(old, note="X", **BY),
    lambda old: remove_version(old, **BY),
]


@pytest.mark.parametrize("act", ACTS_IN_AN_OLD_VERSION)
def test_nothing_is_written_in_an_older_version(
    method: MethodDescription, act: Callable[[MethodDescription], Any]
) -> None:
    filled(method)
    written = last()
    old = read(method)
    new_version(read(method), note="Ny", **BY)
    with pytest.raises(Refused, match="ikke den version, der gælder"):
        act(old)
    with pytest.raises(Refused, match="ikke den version, der gælder"):
        take_back(written)


def test_a_removed_version_does_not_come_back_where_its_number_is_taken(
    world: World, method: MethodDescription
) -> None:
    newer = new_version(read(method), note="To", **BY)
    remove_version(newer, **BY)
    removed = last()
    other = new_version(read(method), note="En anden to", **BY)
    assert other.number == 2
    with pytest.raises(Refused, match="ikke den version, der gælder"):
        take_back(removed)


def test_a_version_needs_to_say_what_is_changed(method: MethodDescription) -> None:
    with pytest.raises(Refused) as refused:
        new_version(method, note=" ", **BY)
    assert set(refused.value.errors) == {"note"}
    write_cell(phase=phases(method)[0], part=MethodPart.CORE, text="X", **BY)
    save_method(read(method), head={"title": "Y", "note": "", "decided_on": None}, **BY)
    with pytest.raises(Conflict):
        new_version(read(method), note="Ny", version=1, **BY)


# Side by side


def test_other_projects_with_a_method_are_those_one_sees(world: World) -> None:
    ours, theirs = world.ours.project, world.theirs.project
    assert projects_with_a_method(ours) == ([], [theirs.pk])
    theirs.programme = ours.programme
    theirs.save()
    assert projects_with_a_method(ours) == ([theirs.pk], [])
    with use_scope(Scope(person_id=world.people["activity lead"].pk)):
        assert projects_with_a_method(ours) == ([], [])


def test_a_version_takes_four_queries_however_much_it_says(method: MethodDescription) -> None:
    for _time in range(3):
        with CaptureQueriesContext(connection) as queries:
            load_method(method)
        assert len(queries) == 4
        filled_once = phases(method)[1]
        add_tool(phase=filled_once, title="Flere", **BY)
        add_core(method=method, text="Flere", **BY)


TEXTS = st.sampled_from(["", "A", "B", "Mød borgeren"])
TOOLS = st.builds(ToolFacts, id=st.integers(1, 9), title=TEXTS, fingerprint=st.sampled_from(["", "f1", "f2"]))
PHASES = st.builds(
    MethodPhaseFacts,
    id=st.integers(1, 9),
    title=TEXTS,
    starts_on=st.none() | st.just(date(2014, 1, 1)),
    ends_on=st.none(),
    texts=st.lists(
        st.tuples(st.sampled_from(MethodPart), TEXTS, st.integers(1, 3)),
        max_size=4,
        unique_by=lambda one: one[0],
    ).map(tuple),
    tools=st.lists(TOOLS, max_size=2).map(tuple),
)
METHODS = st.builds(
    MethodFacts,
    project_id=st.just(1),
    head=st.just(VersionFacts(1, 1, "M", "", None)),
    phases=st.lists(PHASES, min_size=3, max_size=3).map(tuple),
    core=st.lists(st.builds(CoreFacts, id=st.integers(1, 9), text=TEXTS), max_size=2).map(tuple),
)


@given(METHODS, METHODS)
def test_a_method_differs_from_another_as_the_other_from_it_and_never_from_itself(
    one: MethodFacts, other: MethodFacts
) -> None:
    assert not any(line.differs for line in beside(one, one))
    there, back = beside(one, other), beside(other, one)
    assert [line.differs for line in there] == [line.differs for line in back]
    assert len(there) == 1 + 3 * 5
    assert any(line.differs for line in there) == (told(one) != told(other))
